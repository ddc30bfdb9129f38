// What the reader decides: kept in this browser, downloaded and imported as claimcheck/decisions/1.
const SCHEMA = "claimcheck/decisions/1";
const storeName = `claimcheck:decisions:${data.article}`;
const KINDS = ["confirmed", "overruled", "commented"];
const decisions = new Map();
let added = [];

const folded = (wording) => String(wording).split(/\s+/).filter(Boolean).join(" ");
const isLabel = (label) => typeof label === "string" && Object.hasOwn(data.words, label);
const keyOf = (wording, party) => `${folded(wording)}\u0000${party}`;
const known = new Map();
for (const claim of claims) {
  const wording = folded(claim.claim);
  known.set(wording, [...(known.get(wording) ?? []), claim]);
}

// The decision in force: one on another verdict than the one that stands here is not.
function decisionOn(claim, party) {
  const decision = decisions.get(keyOf(claim.claim, party));
  return decision && decision.label === claim.labels[party] ? decision : undefined;
}

function wordsOf(decision) {
  if (decision.decision === "overruled" && decision.new_label) {
    return `overruled: ${data.words[decision.new_label]}`;
  }
  return decision.decision;
}

// Takes over what is well formed and was decided after `since`; of two decisions the later holds.
function takeOver(file, since = "") {
  if (!file || typeof file !== "object" || file.schema !== SCHEMA) {
    throw new Error(`This is no file of decisions (${SCHEMA}).`);
  }
  let taken = 0;
  for (const one of Array.isArray(file.decisions) ? file.decisions : []) {
    const sound = one && typeof one.claim === "string" && typeof one.party === "string";
    if (!sound || !KINDS.includes(one.decision) || !isLabel(one.label)) continue;
    const decision = {
      claim: one.claim,
      text: typeof one.text === "string" ? one.text : "",
      party: one.party,
      decision: one.decision,
      label: one.label,
      new_label: isLabel(one.new_label) ? one.new_label : null,
      comment: typeof one.comment === "string" ? one.comment : "",
      at: typeof one.at === "string" ? one.at : "",
    };
    const key = keyOf(decision.claim, decision.party);
    if (decisions.has(key) && decisions.get(key).at > decision.at) continue;
    if (since && decision.at <= since) continue;
    decisions.set(key, decision);
    taken += 1;
  }
  for (const one of Array.isArray(file.added) ? file.added : []) {
    if (one && typeof one.claim === "string" && one.claim.trim()) addClaim(one.claim, one.start, one.end);
  }
  return taken;
}

const asFile = () => ({ schema: SCHEMA, decisions: [...decisions.values()], added });

function keep() {
  try {
    localStorage.setItem(storeName, JSON.stringify({ ...asFile(), saved: new Date().toISOString() }));
  } catch {
    say("This browser keeps nothing for this page. Download your decisions before you close it.");
  }
}

// What this browser keeps, and what came with the report since; what was taken back here stays so.
function recall() {
  let saved = "";
  try {
    const kept = JSON.parse(localStorage.getItem(storeName) ?? "null");
    if (kept) {
      takeOver(kept);
      saved = String(kept.saved ?? "");
    }
  } catch {
    say("The decisions kept in this browser could not be read.");
  }
  takeOver(data.handed_in, saved);
}

function say(text) {
  $("#message").textContent = text;
}

function decide(claim, party, change) {
  const key = keyOf(claim.claim, party);
  const before = decisionOn(claim, party);
  const blank = { claim: claim.claim, text: claim.text, party, decision: "commented", label: claim.labels[party] };
  const after = { ...blank, new_label: null, comment: "", ...before, ...change, at: new Date().toISOString() };
  if (after.decision !== "overruled") after.new_label = null;
  if (after.decision === "commented" && !after.comment.trim()) decisions.delete(key);
  else decisions.set(key, after);
  keep();
  for (const one of known.get(folded(claim.claim))) showDecision(one, party);
  showProgress();
}

// Sets the decision beside the verdict, in the table, and on the buttons if they are there.
function showDecision(claim, party) {
  const cell = claim.cells.find((one) => partyName(one.party) === party);
  if (!cell) return;
  const decision = decisionOn(claim, party);
  const section = document.getElementById(`c${claim.number}-${cell.party}`);
  setLine(cell.element, "small", "rev", decision ? wordsOf(decision) : "");
  const comment = decision?.comment ? `. ${decision.comment}` : "";
  setLine(section, "p", "decided", decision ? `Reviewer: ${wordsOf(decision)}${comment}` : "");
  const controls = $(".review", section);
  if (controls) setControls(controls, decision);
}

function setLine(parent, kind, name, text) {
  let line = $(`.${name}`, parent);
  if (!text) {
    line?.remove();
    return;
  }
  if (!line) {
    line = document.createElement(kind);
    line.className = name;
    parent.insertBefore(line, $(".review", parent));
  }
  line.textContent = text;
}

function setControls(controls, decision) {
  for (const button of $$("button[aria-pressed]", controls)) {
    button.setAttribute("aria-pressed", String(decision?.decision === button.dataset.do));
  }
  $(".to", controls).hidden = decision?.decision !== "overruled";
  $("select", controls).value = decision?.new_label ?? "";
  const comment = $("textarea", controls);
  if (document.activeElement !== comment) comment.value = decision?.comment ?? "";
  if (decision?.comment) openComment(controls, true);
}

function openComment(controls, open) {
  $(".comment", controls).hidden = !open;
  $('[data-do="commented"]', controls).setAttribute("aria-expanded", String(open));
}

// The buttons of a finding are made when it is first chosen: hundreds of findings would be slow to open.
function prepareReview(claim) {
  for (const section of $$(".party", claim.finding)) {
    if ($(".review", section)) continue;
    const party = partyName(Number(section.dataset.p));
    const controls = $("#review-text").content.firstElementChild.cloneNode(true);
    controls.setAttribute("aria-label", `Your decision on ${party}`);
    for (const option of $$("option", controls)) option.disabled = option.value === claim.labels[party];
    section.append(controls);
    setControls(controls, decisionOn(claim, party));
    controls.addEventListener("click", (event) => {
      const kind = event.target.dataset?.do;
      if (kind === "commented") {
        openComment(controls, $(".comment", controls).hidden);
        if (!$(".comment", controls).hidden) $("textarea", controls).focus();
      } else if (kind) {
        const again = decisionOn(claim, party)?.decision === kind;
        decide(claim, party, { decision: again ? "commented" : kind });
      }
    });
    $("select", controls).addEventListener("change", (event) => {
      decide(claim, party, { decision: "overruled", new_label: event.target.value || null });
    });
    $("textarea", controls).addEventListener("input", (event) => {
      decide(claim, party, { comment: event.target.value });
    });
  }
}

function whyAnotherLook(decision) {
  const places = known.get(folded(decision.claim)) ?? [];
  if (!places.length) {
    const read = claims.some((claim) => decision.text && folded(claim.text) === folded(decision.text));
    return read
      ? "The same words stand in the article, but are now read in another way."
      : "The article no longer says this, or says it in other words.";
  }
  if (places.some((claim) => claim.labels[decision.party] === decision.label)) return "";
  const now = places[0].labels[decision.party];
  if (!now) return `${decision.party} is not among the parties of this report.`;
  return `The verdict was “${data.words[decision.label]}” then, and is “${data.words[now]}” now.`;
}

function showProgress() {
  let total = 0;
  let done = 0;
  for (const claim of claims) {
    if (claim.minor && !filter.all) continue;
    for (const cell of claim.cells) {
      total += 1;
      if (decisionOn(claim, partyName(cell.party))) done += 1;
    }
  }
  $("#progress").textContent = done ? `${done} of ${total} decided` : "Your review";
  $("#tally").textContent = `${done} of ${total} verdicts decided.`;
  const stale = [...decisions.values()].map((one) => [one, whyAnotherLook(one)]).filter(([, why]) => why);
  $("#look").hidden = !stale.length;
  $("#look-list").replaceChildren(
    ...stale.map(([decision, why]) => {
      const item = document.createElement("li");
      const wording = document.createElement("q");
      wording.textContent = decision.claim;
      item.append(wording, ` ${decision.party}: ${wordsOf(decision)}. ${why}`);
      return item;
    }),
  );
}

function showAllDecisions() {
  for (const claim of claims) for (const cell of claim.cells) showDecision(claim, partyName(cell.party));
  showProgress();
}

function download(name, text, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

function startReview() {
  recall();
  showAllDecisions();
  $("#save").addEventListener("click", () => {
    download("decisions.json", `${JSON.stringify(asFile(), null, 1)}\n`, "application/json");
  });
  $("#load").addEventListener("change", async (event) => {
    const [file] = event.target.files;
    if (!file) return;
    try {
      const taken = takeOver(JSON.parse(await file.text()));
      keep();
      showAllDecisions();
      readFilter();
      say(`${taken} ${taken === 1 ? "decision" : "decisions"} taken over from ${file.name}.`);
    } catch (error) {
      say(`${file.name} could not be taken over. ${error.message}`);
    }
    event.target.value = "";
  });
}
