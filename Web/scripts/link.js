// A personal link carries its token after `#`, so that it reaches no log and no referrer. The token goes into the
// form's hidden field and out of the address bar; nothing is sent until a person sends it.
const field = document.querySelector("input[name=token]");
const token = decodeURIComponent(location.hash.slice(1));

if (field && /^[A-Za-z0-9_-]{20,}$/.test(token)) {
  field.value = token;
  history.replaceState(null, "", location.pathname + location.search);
  for (const part of document.querySelectorAll("[data-without-token]")) part.hidden = true;
  for (const part of document.querySelectorAll("[data-with-token]")) part.hidden = false;
}
