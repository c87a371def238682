// Everything works without this file. It only saves a step for those who have JavaScript.

// After a failed submission the reader starts at the summary of what is wrong.
const summary = document.querySelector("[data-ds-focus]");
if (summary) {
  summary.focus();
}

// A form marked data-ds-once is sent once, however often an impatient hand presses the button.
for (const form of document.querySelectorAll("form[data-ds-once]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.dsSent) {
      event.preventDefault();
      return;
    }
    form.dataset.dsSent = "true";
  });
}

// Coming back with the Back button shows the same page from memory: let its form be sent again.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) {
    for (const form of document.querySelectorAll("form[data-ds-once]")) {
      delete form.dataset.dsSent;
    }
  }
});

// Print buttons are hidden in the page (they need JavaScript) and shown here.
for (const button of document.querySelectorAll("button[data-ds-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// A scroll region that has nothing to scroll is not a stop for the Tab key.
const regions = document.querySelectorAll(".ds-scroll[tabindex]");
const update = () => {
  for (const region of regions) {
    region.tabIndex = region.scrollWidth > region.clientWidth ? 0 : -1;
  }
};
if (regions.length) {
  new ResizeObserver(update).observe(document.documentElement);
}
