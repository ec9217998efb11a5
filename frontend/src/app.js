// Everything a page needs: looks, then behaviours. Templates ask for a behaviour by a data attribute; none needs inline script.
import "bootstrap/dist/css/bootstrap.css";
import "bootstrap-icons/font/bootstrap-icons.css";
import "tom-select/dist/css/tom-select.bootstrap5.css";
import "./app.css";
import "./pages/sessions.css";
import "./pages/voices.css";
import "./pages/training.css";
import "./pages/workload.css";
import "./pages/programme.css";
import "./pages/activities.css";
import "./pages/care.css";
import "./pages/children.css";
import "./pages/school.css";
import "./pages/indicators.css";
import "./pages/evaluation.css";
import "./pages/reports.css";
import "./pages/upsets.css";
import "./pages/telling.css";
import "./pages/phone.css";
import "./pages/aid.css";
import "../../careplan/templates/paper/paper.css"; // the PDF is set with the same file

import "bootstrap/js/dist/alert.js";
import "bootstrap/js/dist/collapse.js";
import "bootstrap/js/dist/dropdown.js";
import "bootstrap/js/dist/modal.js";
import "bootstrap/js/dist/offcanvas.js";
import "bootstrap/js/dist/tab.js";

import { startAutosubmit } from "./behaviours/autosubmit.js";
import { startChildFinders } from "./behaviours/child_finder.js";
import { startComboboxes } from "./behaviours/combobox.js";
import { startConfirm } from "./behaviours/confirm.js";
import { startForms } from "./behaviours/forms.js";
import { startHtmx } from "./behaviours/htmx.js";
import { startInsert } from "./behaviours/insert.js";
import { startPageTools } from "./behaviours/page_tools.js";
import { startPatience } from "./behaviours/patience.js";
import { startPhoneRolls } from "./behaviours/phone_rolls.js";
import { startRoll } from "./behaviours/roll.js";
import { startSay } from "./behaviours/say.js";
import { startStillIn } from "./behaviours/still_in.js";
import { startTally } from "./behaviours/tally.js";
import { startToasts } from "./behaviours/toasts.js";

document.documentElement.classList.add("js");

// once for the document: they listen there, so parts swapped in later are covered
startStillIn();
startHtmx();
startInsert();
startConfirm();
startAutosubmit();
startForms();
startPageTools();
startRoll();
startPatience();
startPhoneRolls();
startSay();
startTally();

// once for each part of the page, now and whenever htmx brings a new one
const eachPart = (part) => {
  startComboboxes(part);
  startChildFinders(part);
  startToasts(part);
};
eachPart(document);
document.body.addEventListener("htmx:load", (event) => eachPart(event.detail.elt));
