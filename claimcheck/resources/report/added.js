// Claims that the tool missed: words of the article that the reader selects.
const whole = panes.article.hasAttribute("data-whole");
const points = (text) => [...text].length;

function addClaim(text, start, end) {
  const wording = text.trim();
  if (added.some((one) => folded(one.claim) === folded(wording))) return false;
  const at = (value) => (Number.isInteger(value) && value >= 0 ? value : null);
  added.push({ claim: wording, start: at(start), end: at(end) });
  return true;
}

// The text of a paragraph without the numbers of the claims, up to a place in it.
function textBefore(paragraph, node, offset) {
  const range = document.createRange();
  range.setStart(paragraph, 0);
  range.setEnd(node, offset);
  const copy = range.cloneContents();
  for (const tag of $$(".tag", copy)) tag.remove();
  return copy.textContent;
}

// The selected words within one paragraph of the article, with their offsets in code points.
function selected() {
  const selection = getSelection();
  if (!whole || !selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const { startContainer: node } = range;
  const element = node instanceof Element ? node : node.parentElement;
  const paragraph = element?.closest("[data-s]");
  if (!paragraph || !panes.article.contains(paragraph)) return null;
  const before = textBefore(paragraph, range.startContainer, range.startOffset);
  const inside = paragraph.contains(range.endContainer);
  const upTo = inside
    ? textBefore(paragraph, range.endContainer, range.endOffset)
    : textBefore(paragraph, paragraph, paragraph.childNodes.length);
  const text = upTo.slice(before.length);
  const lead = text.length - text.trimStart().length;
  const start = Number(paragraph.dataset.s) + points(before) + points(text.slice(0, lead));
  const words = text.trim();
  return words.length > 1 ? { text: words, start, end: start + points(words), range } : null;
}

function offerToAdd() {
  const button = $("#add");
  const found = selected();
  button.hidden = !found;
  if (!found) return;
  const place = found.range.getBoundingClientRect();
  const left = Math.min(Math.max(place.left + scrollX, 8), scrollX + innerWidth - 140);
  button.style.left = `${left}px`;
  button.style.top = `${place.bottom + scrollY + 6}px`;
}

function addSelected() {
  const found = selected();
  if (!found) return;
  const fresh = addClaim(found.text, found.start, found.end);
  keep();
  showAdded();
  getSelection().removeAllRanges();
  $("#add").hidden = true;
  const note = fresh ? "Added to your claims; download them below." : "That claim was added before.";
  say(note);
  $("#said").textContent = note;
  $("#progress").classList.add("flash");
  setTimeout(() => $("#progress").classList.remove("flash"), 1500);
}

function showAdded() {
  $("#added").replaceChildren(
    ...added.map((one) => {
      const item = document.createElement("li");
      const remove = document.createElement("button");
      remove.type = "button";
      remove.textContent = "Remove";
      remove.setAttribute("aria-label", `Remove: ${one.claim}`);
      remove.addEventListener("click", () => {
        added = added.filter((other) => other !== one);
        keep();
        showAdded();
      });
      item.append(`${one.claim} `, remove);
      return item;
    }),
  );
  $("#added-actions").hidden = !added.length;
  $("#added-hint").hidden = !whole && !added.length;
}

function startAdded() {
  showAdded();
  document.addEventListener("selectionchange", () => {
    clearTimeout(startAdded.waiting);
    startAdded.waiting = setTimeout(offerToAdd, 150);
  });
  $("#add").addEventListener("mousedown", (event) => event.preventDefault());
  $("#add").addEventListener("click", addSelected);
  $("#save-added").addEventListener("click", () => {
    download("claims.jsonl", added.map((one) => `${JSON.stringify(one)}\n`).join(""), "application/jsonl");
  });
}
