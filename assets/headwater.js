// Every page works without this. It adds to a page only what the page asks for.
import {
  Button,
  Checkboxes,
  createAll,
  ErrorSummary,
  ExitThisPage,
  ServiceNavigation,
  SkipLink,
} from "govuk-frontend";

import { startGrid } from "./grid.js";

// A browser that loads modules runs the components. Said here and not in an inline
// script, so that pages can forbid inline scripts.
document.body.classList.add("js-enabled", "govuk-frontend-supported");

for (const component of [Button, Checkboxes, ErrorSummary, ExitThisPage, ServiceNavigation, SkipLink]) {
  createAll(component);
}

for (const form of document.querySelectorAll("[data-grid]")) {
  startGrid(form);
}

// Passkeys: the page holds what they answer to, and the form takes the answer.
const passkeys = {
  create: (options) =>
    navigator.credentials.create({
      publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options.publicKey),
    }),
  get: (options) =>
    navigator.credentials.get({
      publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options.publicKey),
    }),
};

for (const field of document.querySelectorAll("[data-passkey]")) {
  const form = field.form;
  form.querySelector("[data-passkey-button]").addEventListener("click", async (event) => {
    event.preventDefault();
    try {
      const given = await passkeys[field.dataset.passkey](JSON.parse(field.dataset.options));
      field.value = JSON.stringify(given.toJSON());
      form.submit();
    } catch {
      form.querySelector(".app-passkey-wrong").hidden = false;
    }
  });
}
