// A personal link carries its token after `#`, so that it reaches no log and no referrer. The token goes into the
// form's hidden field; nothing is sent until a person sends it.
const field = document.querySelector("input[name=token]");
const token = location.hash.slice(1);

if (field && /^[A-Za-z0-9_-]{20,200}$/.test(token)) {
  field.value = token;
  for (const part of document.querySelectorAll("[data-without-token]")) part.hidden = true;
  for (const part of document.querySelectorAll("[data-with-token]")) part.hidden = false;
}
