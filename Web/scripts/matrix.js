// The attendance matrix by keyboard: arrows move, each choice has a key, the last mark can be undone, changed marks are underlined.
class AttendanceMatrix extends HTMLElement {
  connectedCallback() {
    this.marked = [];
    for (const field of this.querySelectorAll("select")) field.dataset.was = field.value;
    this.addEventListener("keydown", (event) => this.press(event));
    this.addEventListener("change", (event) => this.note(event.target));
    this.querySelector(".matrix-undo button")?.addEventListener("click", () => this.undo());
  }

  press(event) {
    const field = event.target.closest("select");
    if (!field || event.metaKey || event.altKey) return;
    if (event.ctrlKey) {
      if (event.key.toLowerCase() !== "z") return;
      event.preventDefault();
      this.undo();
      return;
    }
    const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
    if (step) {
      event.preventDefault();
      this.neighbour(field, ...step)?.focus();
      return;
    }
    const key = event.key === "Backspace" ? " " : event.key.toLowerCase();
    const choice = key.length === 1 ? field.options[this.dataset.keys.indexOf(key)] : undefined;
    if (!choice) return;
    event.preventDefault();
    if (field.value !== choice.value) {
      field.value = choice.value;
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
    this.neighbour(field, 1, 0)?.focus();
  }

  neighbour(field, down, right) {
    const cell = field.closest("td");
    const rows = [...this.querySelectorAll("tbody tr")];
    const column = cell.cellIndex + right;
    for (let row = rows.indexOf(cell.parentElement) + down; rows[row]; row += down || rows.length) {
      const found = rows[row].cells[column]?.querySelector("select:enabled");
      if (found) return found;
    }
    return null;
  }

  // What the field was before the mark is kept, so that it can come back.
  note(field) {
    this.marked.push([field, field.dataset.was]);
    this.show(field);
  }

  undo() {
    const [field, was] = this.marked.pop() ?? [];
    if (!field) return;
    field.value = was;
    this.show(field);
    field.focus();
  }

  show(field) {
    field.dataset.was = field.value;
    const before = [...field.options].find((option) => option.defaultSelected)?.value ?? "";
    field.closest("td")?.classList.toggle("is-changed", field.value !== before);
    const undo = this.querySelector(".matrix-undo");
    if (undo) undo.hidden = this.marked.length === 0;
  }
}

customElements.define("attendance-matrix", AttendanceMatrix);
