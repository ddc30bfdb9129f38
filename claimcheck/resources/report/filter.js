// Which claims are shown, and how the article is marked for them.
const filter = { party: 0, labels: new Set(), code: "", words: "", decided: "", all: false };
const pieces = $$(".m", panes.article).map((element) => ({
  element,
  numbers: element.dataset.c.split(" ").map(Number),
}));
const tags = $$(".tag").map((element) => ({
  element,
  number: Number(element.dataset.n),
  mark: $("i", element).textContent,
  tone: element.dataset.t,
  words: element.getAttribute("aria-label"),
}));
const partyElements = $$("#matrix [data-p], .party[data-p], .src[data-p]");
const texts = new Map();

const fold = (text) => text.toLowerCase().replace(/\s+/g, " ");

function textOf(claim) {
  if (!texts.has(claim.number)) texts.set(claim.number, fold(`${claim.claim} ${claim.finding.textContent}`));
  return texts.get(claim.number);
}

function cellFits(claim, cell) {
  if (filter.party && cell.party !== filter.party) return false;
  if (filter.labels.size && !filter.labels.has(cell.label)) return false;
  if (filter.code && !cell.codes.includes(filter.code)) return false;
  if (filter.decided) {
    const decided = Boolean(decisionOn(claim, partyName(cell.party)));
    if (decided !== (filter.decided === "done")) return false;
  }
  return true;
}

function fits(claim) {
  if (claim.minor && !filter.all) return false;
  if (!claim.cells.some((cell) => cellFits(claim, cell))) return false;
  return !filter.words || filter.words.split(" ").every((word) => textOf(claim).includes(word));
}

const labelOf = (claim) => claim.cells.find((cell) => cell.party === filter.party)?.label ?? "no_document";

function paint() {
  const shown = new Set(visible.map((claim) => claim.number));
  for (const { element, numbers } of pieces) {
    const number = numbers.find((one) => shown.has(one));
    const tone = number && (filter.party ? labelOf(claims[number - 1]) : claims[number - 1].summary);
    if (tone) element.dataset.t = tone;
    else delete element.dataset.t;
  }
  for (const tag of tags) {
    const label = filter.party ? labelOf(claims[tag.number - 1]) : "";
    tag.element.hidden = !shown.has(tag.number);
    tag.element.dataset.t = label || tag.tone;
    $("i", tag.element).textContent = label ? data.marks[label] : tag.mark;
    const words = label ? `Claim ${tag.number}, ${partyName(filter.party)}: ${data.words[label]}` : tag.words;
    tag.element.setAttribute("aria-label", words);
  }
}

function countLabels() {
  const counts = {};
  for (const claim of claims) {
    if (claim.minor && !filter.all) continue;
    for (const cell of claim.cells) {
      if (!filter.party || cell.party === filter.party) counts[cell.label] = (counts[cell.label] ?? 0) + 1;
    }
  }
  for (const chip of $$(".chip")) $(".count", chip).textContent = counts[chip.dataset.label] ?? 0;
}

function isFiltered() {
  return Boolean(filter.party || filter.labels.size || filter.code || filter.words || filter.decided);
}

function applyFilter() {
  document.documentElement.classList.toggle("all", filter.all);
  for (const element of partyElements) {
    element.hidden = Boolean(filter.party) && Number(element.dataset.p) !== filter.party;
  }
  visible = claims.filter(fits);
  const shown = new Set(visible);
  for (const claim of claims) {
    claim.row.hidden = !shown.has(claim);
    claim.finding.classList.toggle("filtered", !shown.has(claim));
  }
  paint();
  countLabels();
  const worthy = claims.filter((claim) => filter.all || !claim.minor).length;
  $("#shown").textContent = isFiltered() ? `${visible.length} of ${worthy} claims` : `${worthy} claims`;
  $("#clear").hidden = !isFiltered();
  $("#none").hidden = visible.length > 0;
  if (!visible.some((claim) => claim.number === chosen)) {
    chosen = 0;
    mark(null);
    if (visible.length) choose(telling(visible).number, { party: filter.party, quietly: true });
  }
}

// The claim to begin with: the first that somebody weakens or denies, else the first.
function telling(among) {
  return among.find((claim) => ["contradicted", "disputed"].includes(claim.summary)) ?? among[0];
}

function readFilter() {
  filter.party = Number($("#party").value);
  filter.labels = new Set($$('.chip[aria-pressed="true"]').map((chip) => chip.dataset.label));
  filter.code = $("#code").value;
  filter.words = fold($("#words").value).trim();
  filter.decided = $("#decided").value;
  filter.all = $("#all")?.checked ?? false;
  applyFilter();
}

function startFilter() {
  const form = $(".tools");
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", readFilter);
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    for (const chip of $$(".chip")) chip.setAttribute("aria-pressed", "false");
    for (const field of [$("#party"), $("#code"), $("#words"), $("#decided")]) field.value = "";
    readFilter();
  });
  for (const chip of $$(".chip")) {
    chip.addEventListener("click", () => {
      chip.setAttribute("aria-pressed", String(chip.getAttribute("aria-pressed") !== "true"));
      readFilter();
    });
  }
}
