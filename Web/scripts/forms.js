// Asks before a page with unsaved changes is left, and sends no form twice by a double click.
let unsaved = false;

const forms = document.querySelectorAll("form[data-guard]");
for (const form of forms) {
  form.addEventListener("input", () => { unsaved = true; });
  form.addEventListener("change", () => { unsaved = true; });
}

document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || event.target.method !== "post") return;
  unsaved = false;
  if (event.target.dataset.sent) {
    event.preventDefault();
    return;
  }
  event.target.dataset.sent = "yes";
  // Some answers are files, and the page stays.
  setTimeout(() => delete event.target.dataset.sent, 3000);
});

window.addEventListener("beforeunload", (event) => {
  if (unsaved) event.preventDefault();
});
