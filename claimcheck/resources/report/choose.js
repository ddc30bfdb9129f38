// The claims of the page, and choosing one of them.
const $ = (selector, within = document) => within.querySelector(selector);
const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];
const data = JSON.parse($("#data").textContent);
const panes = { article: $("#article"), findings: $("#findings"), sources: $("#sources") };
const wide = matchMedia("(min-width: 60rem)");
const still = matchMedia("(prefers-reduced-motion: reduce)");

const claims = data.claims.map((claim, index) => {
  const row = $(`#matrix tr[data-n="${index + 1}"]`);
  const finding = $(`#c${index + 1}`);
  const cells = $$("td[data-p]", row).map((cell) => ({
    element: cell,
    party: Number(cell.dataset.p),
    label: cell.dataset.l,
    codes: cell.dataset.k.split(" ").filter(Boolean),
  }));
  return { ...claim, number: index + 1, row, finding, cells, minor: row.classList.contains("minor") };
});
let chosen = 0;
let visible = claims;

const holding = (pane, attribute, number) => $$(`[${attribute}~="${number}"]`, pane);
const partyName = (number) => data.parties[number - 1];

// Scrolls a pane so that the element stands in its upper third; the page itself where panes do not scroll.
function bring(pane, element, again = true) {
  if (!element) return;
  const behavior = still.matches ? "auto" : "smooth";
  if (!wide.matches) {
    scrollTo({ top: scrollY + element.getBoundingClientRect().top - innerHeight * 0.16, behavior });
    return;
  }
  const place = element.getBoundingClientRect();
  const frame = pane.getBoundingClientRect();
  if (place.top < frame.top + 48 || place.bottom > frame.bottom - 24) {
    const far = Math.abs(place.top - frame.top) > 3 * frame.height;
    const top = pane.scrollTop + place.top - frame.top - pane.clientHeight * 0.3;
    pane.scrollTo({ top, behavior: far ? "auto" : behavior });
    // Parts that were not laid out before may take more room than was reserved for them.
    if (far && again) requestAnimationFrame(() => bring(pane, element, false));
  }
}

function mark(claim) {
  for (const element of $$(".on, .near-on, .word-on", $("#desk"))) {
    element.classList.remove("on", "near-on", "word-on");
  }
  for (const row of $$("#matrix tr.on")) {
    row.classList.remove("on");
    row.removeAttribute("aria-current");
  }
  if (!claim) return;
  claim.row.classList.add("on");
  claim.row.setAttribute("aria-current", "true");
  claim.finding.classList.add("on");
  for (const element of holding(panes.article, "data-c", claim.number)) element.classList.add("on");
  for (const tag of $$(`.tag[data-n="${claim.number}"]`, panes.article)) tag.classList.add("on");
  for (const element of holding(panes.sources, "data-e", claim.number)) element.classList.add("on");
  for (const element of holding(panes.sources, "data-a", claim.number)) element.classList.add("near-on");
  for (const element of holding($("#desk"), "data-w", claim.number)) element.classList.add("word-on");
  for (const section of $$(".src", panes.sources)) showVerdict(claim, section);
}

// The chosen claim's verdict beside the name of the party whose documents follow.
function showVerdict(claim, section) {
  const line = $(".src-verdict", section);
  const label = claim.labels[partyName(Number(section.dataset.p))];
  line.textContent = label ? `${data.marks[label]} ${data.words[label]}` : "";
  if (label) line.dataset.t = label;
}

// The passage to show first: the chosen party's, else the most telling party's, as the finding lists them.
function passageOf(claim, party) {
  const sections = $$(".party", claim.finding).filter((one) => !one.hidden);
  const ordered = party ? sections.filter((one) => one.dataset.p === String(party)) : sections;
  for (const section of ordered) {
    const link = $(".jump", section);
    const target = link && document.getElementById(link.getAttribute("href").slice(1));
    if (target) return target;
  }
  return null;
}

function deciding(claim, passage) {
  const document_ = passage?.closest(".doc");
  const words = document_ ? holding(document_, "data-w", claim.number) : [];
  return words.find((word) => word.compareDocumentPosition(passage) & Node.DOCUMENT_POSITION_PRECEDING) ?? passage;
}

function choose(number, { party = 0, from = "", quietly = false } = {}) {
  const claim = claims[number - 1];
  if (!claim) return;
  chosen = number;
  mark(claim);
  prepareReview(claim);
  if (!quietly) panes.findings.classList.add("open");
  if (wide.matches) panes.findings.scrollTop = 0;
  const section = party ? document.getElementById(`c${number}-${party}`) : null;
  if (section && wide.matches) bring(panes.findings, section);
  const first = holding(panes.article, "data-c", number)[0];
  if (wide.matches || !quietly) bring(panes.article, first);
  if (wide.matches) bring(panes.sources, deciding(claim, passageOf(claim, party)));
  if (!quietly) {
    keepInView(claim.row);
    if (from !== "article" && wide.matches) showDesk();
    remember(`#c${number}${party ? `-${party}` : ""}`);
    $("#said").textContent = `Claim ${number}. ${$(".kicker span", claim.finding).textContent}`;
  }
}

function keepInView(row) {
  const box = $(".matrix-box");
  if (box.scrollHeight <= box.clientHeight) return;
  const place = row.getBoundingClientRect();
  const frame = box.getBoundingClientRect();
  const head = $("thead", box).offsetHeight;
  if (place.top < frame.top + head) box.scrollTop -= frame.top + head - place.top;
  else if (place.bottom > frame.bottom) box.scrollTop += place.bottom - frame.bottom;
}

function showDesk() {
  const desk = $("#desk");
  const place = desk.getBoundingClientRect();
  if (place.top > innerHeight * 0.45 || place.bottom < innerHeight * 0.6) {
    desk.scrollIntoView({ block: "start", behavior: still.matches ? "auto" : "smooth" });
  }
}

function remember(hash) {
  try {
    history.replaceState(null, "", hash);
  } catch {
    // Some browsers refuse it for local files; only the address then stays as it was.
  }
}

function step(by) {
  if (!visible.length) return;
  const place = visible.findIndex((claim) => claim.number === chosen);
  const next = place < 0 ? 0 : Math.min(Math.max(place + by, 0), visible.length - 1);
  choose(visible[next].number, { party: filter.party });
}

function closeFinding() {
  panes.findings.classList.remove("open");
}

// "#c3" is a claim, "#c3-2" a claim and a party, "#s1-2-340" a passage, "#code-CC101" a code.
function follow(hash, from) {
  const claim = /^#c(\d+)(?:-(\d+))?$/.exec(hash);
  if (claim) {
    choose(Number(claim[1]), { party: Number(claim[2] ?? 0), from });
    return true;
  }
  const element = hash.length > 1 ? document.getElementById(hash.slice(1)) : null;
  if (!element) return false;
  if (hash.startsWith("#s")) {
    closeFinding();
    bring(panes.sources, element);
    element.classList.remove("flash");
    requestAnimationFrame(() => element.classList.add("flash"));
    return true;
  }
  if (hash.startsWith("#code-")) {
    openDialog(element);
    return true;
  }
  return false;
}
