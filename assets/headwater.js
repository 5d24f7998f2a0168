// Every page works without this. It adds to a page only what the page asks for.
import {
  Button,
  createAll,
  ErrorSummary,
  ExitThisPage,
  ServiceNavigation,
  SkipLink,
} from "govuk-frontend";

// A browser that loads modules runs the components. Said here and not in an inline
// script, so that pages can forbid inline scripts.
document.body.classList.add("js-enabled", "govuk-frontend-supported");

for (const component of [Button, ErrorSummary, ExitThisPage, ServiceNavigation, SkipLink]) {
  createAll(component);
}
