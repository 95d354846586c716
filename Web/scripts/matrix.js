// The attendance matrix by keyboard: arrows move, p, a, e and space mark, changed marks are underlined.
class AttendanceMatrix extends HTMLElement {
  connectedCallback() {
    this.addEventListener("keydown", (event) => this.press(event));
    this.addEventListener("change", (event) => this.show(event.target));
  }

  press(event) {
    const field = event.target.closest("select");
    if (!field || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
    if (step) {
      event.preventDefault();
      this.neighbour(field, ...step)?.focus();
      return;
    }
    const mark = event.key === " " || event.key === "Backspace" ? "" : event.key.toLowerCase();
    if (!["", "p", "a", "e"].includes(mark)) return;
    event.preventDefault();
    if (field.value !== mark) {
      field.value = mark;
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

  show(field) {
    const before = [...field.options].find((option) => option.defaultSelected)?.value ?? "";
    field.closest("td")?.classList.toggle("is-changed", field.value !== before);
  }
}

customElements.define("attendance-matrix", AttendanceMatrix);
