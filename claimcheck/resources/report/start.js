// Clicks, keys, dialog and theme; then the first claim.
function openDialog(content) {
  const body = $("#dialog-body");
  const copy = content instanceof HTMLTemplateElement ? content.content.cloneNode(true) : content.cloneNode(true);
  if (copy instanceof Element) {
    copy.removeAttribute("id");
    const head = $("h3", copy);
    if (head) head.id = "dialog-h";
  }
  body.replaceChildren(copy);
  if (!$("#dialog").open) $("#dialog").showModal();
}

function onClick(event) {
  const link = event.target.closest?.("a[href^='#']");
  if (link) {
    const from = panes.article.contains(link) ? "article" : "table";
    if (follow(link.getAttribute("href"), from)) event.preventDefault();
    return;
  }
  const piece = event.target.closest?.(".m[data-t]");
  if (piece && getSelection().isCollapsed) {
    const shown = new Set(visible.map((claim) => claim.number));
    const numbers = piece.dataset.c.split(" ").map(Number).filter((number) => shown.has(number));
    const place = numbers.indexOf(chosen);
    choose(numbers[(place + 1) % numbers.length], { party: filter.party, from: "article" });
  }
}

function onKey(event) {
  const field = event.target.closest?.("input:not([type=checkbox]), textarea, select");
  if (event.key === "Escape") {
    if (field) field.blur();
    else closeFinding();
    return;
  }
  if (field || event.ctrlKey || event.metaKey || event.altKey || $("#dialog").open) return;
  const actions = {
    j: () => step(1),
    k: () => step(-1),
    a: addSelected,
    "/": () => $("#words").focus(),
    "?": () => openDialog($("#help-text")),
  };
  if (Object.hasOwn(actions, event.key)) {
    event.preventDefault();
    actions[event.key]();
  }
}

function toggleTheme() {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  try {
    localStorage.setItem("claimcheck:theme", root.dataset.theme);
  } catch {
    // The choice then holds until the page is closed.
  }
}

// Printing shows what is folded on the screen.
const unfolded = [];
addEventListener("beforeprint", () => {
  for (const details of $$("details:not([open])")) {
    details.open = true;
    unfolded.push(details);
  }
});
addEventListener("afterprint", () => {
  for (const details of unfolded.splice(0)) details.open = false;
});

document.addEventListener("click", onClick);
document.addEventListener("keydown", onKey);
addEventListener("hashchange", () => follow(location.hash, "table"));
$("#theme").addEventListener("click", toggleTheme);
$("#help").addEventListener("click", () => openDialog($("#help-text")));
$("#previous").addEventListener("click", () => step(-1));
$("#next").addEventListener("click", () => step(1));
$("#close").addEventListener("click", closeFinding);
$("#more").addEventListener("click", () => {
  const open = $("#filters").classList.toggle("open");
  $("#more").setAttribute("aria-expanded", String(open));
});
// The panes fill what the bar of filters leaves, however many lines it takes.
new ResizeObserver(() => {
  const height = wide.matches ? `${$(".tools").offsetHeight}px` : "0px";
  document.documentElement.style.setProperty("--bar", height);
}).observe($(".tools"));
startFilter();
startReview();
startAdded();
readFilter();
follow(location.hash, "table");
