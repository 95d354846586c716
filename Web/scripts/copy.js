// A button that copies the code beside it, and a button that prints the page.
class CopyText extends HTMLElement {
  connectedCallback() {
    if (!navigator.clipboard || this.querySelector("button")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = this.dataset.copy;
    const said = document.createElement("span");
    said.className = "soft";
    said.setAttribute("role", "status");
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(this.querySelector("code").textContent);
      said.textContent = this.dataset.copied;
    });
    this.append(button, said);
  }
}

class PrintButton extends HTMLElement {
  connectedCallback() {
    this.hidden = false;
    this.querySelector("button").addEventListener("click", () => window.print());
  }
}

customElements.define("copy-text", CopyText);
customElements.define("print-button", PrintButton);
