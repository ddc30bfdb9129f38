document.documentElement.classList.add("js");
const words = document.getElementById("words");
const kinds = [...document.querySelectorAll("#kinds input")];
const alone = document.getElementById("alone");
const count = document.getElementById("count");
const rows = [...document.querySelectorAll("main .row")];

function filter() {
  const wanted = words.value.trim().toLowerCase();
  const off = new Set(kinds.filter((one) => !one.checked).map((one) => one.value));
  let shown = 0;
  for (const row of rows) {
    const badge = row.querySelector(".kicker .badge");
    const said = badge ? badge.textContent : "";
    const away = [...off].some((one) => said.endsWith(one)) || (alone && !alone.checked && row.classList.contains("alone"));
    row.hidden = away || (wanted !== "" && !row.textContent.toLowerCase().includes(wanted));
    shown += row.hidden ? 0 : 1;
  }
  count.textContent = `${shown} of ${rows.length} rows shown`;
}
words.addEventListener("input", filter);
for (const one of kinds) one.addEventListener("change", filter);
if (alone) alone.addEventListener("change", filter);

const panes = ["left", "right"].map((side) => document.getElementById(`pane-${side}`));
const together = document.getElementById("together");
let follower = null;

function top(pane, element) {
  return element.getBoundingClientRect().top - pane.getBoundingClientRect().top + pane.scrollTop;
}

/* Brings what answers the first visible statement of one pane to the same height in the other. */
function follow(pane, other) {
  const statements = [...pane.querySelectorAll(".st[id]")];
  for (const one of statements) {
    const place = top(pane, one) - pane.scrollTop;
    if (place < 0) continue;
    const partner = other.querySelector(`.st[data-row="${one.dataset.row}"]`);
    if (!partner) continue;
    follower = other;
    other.scrollTop = top(other, partner) - place;
    return;
  }
}
if (panes[0] && panes[1]) {
  panes.forEach((pane, at) => pane.addEventListener("scroll", () => {
    if (follower === pane) {
      follower = null;
      return;
    }
    if (together.checked) follow(pane, panes[1 - at]);
  }));
  for (const link of document.querySelectorAll("a.jump[data-row]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      document.querySelectorAll(".st.on").forEach((one) => one.classList.remove("on"));
      panes.forEach((pane) => {
        const found = [...pane.querySelectorAll(`.st[data-row="${link.dataset.row}"]`)];
        found.forEach((one) => one.classList.add("on"));
        follower = pane;
        if (found[0]) pane.scrollTop = top(pane, found[0]) - 40;
      });
      document.getElementById("texts").scrollIntoView();
    });
  }
}
