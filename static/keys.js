// Security keys (WebAuthn): asks the browser's key for an answer and sends it with the form.
"use strict";

const KEY_CALLS = {
  create: (publicKey) =>
    navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(publicKey) }),
  get: (publicKey) =>
    navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(publicKey) }),
};

// A click on a button of type «button» in a form with data-key; the page may have come in by htmx.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-key] button[type=button]");
  if (!button) return;
  const form = button.closest("[data-key]");
  const complaint = form.querySelector("[role=alert]");
  try {
    const answer = await KEY_CALLS[form.dataset.key](JSON.parse(form.dataset.options).publicKey);
    form.querySelector("[name=credential]").value = JSON.stringify(answer.toJSON());
    form.requestSubmit();
  } catch {
    if (complaint) complaint.hidden = false;
  }
});
