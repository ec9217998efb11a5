// .toast[data-show]: shown as soon as it is on the page. Faults stay until closed: give them data-bs-autohide="false".
import Toast from "bootstrap/js/dist/toast.js";

export function startToasts(part) {
  for (const element of part.querySelectorAll(".toast[data-show]")) {
    Toast.getOrCreateInstance(element).show();
    element.removeAttribute("data-show");
  }
}
