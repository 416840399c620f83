/*
 * <select data-categories> whose groups are named "Women / Dresses": departments become buttons
 * above it; pressing one opens the list with its groups alone: two taps instead of a long scroll.
 */

const BETWEEN = " / ";

export function start(select) {
  const groups = [...select.querySelectorAll("optgroup")];
  const departments = [...new Set(groups.map(departmentOf))];
  const row = document.createElement("div");
  row.className = "departments";
  row.setAttribute("role", "group");
  row.setAttribute("aria-label", "Department");
  for (const department of departments) row.append(button(department));
  row.addEventListener("click", (event) => {
    const pressed = event.target.closest("button");
    if (!pressed) return;
    show(select, row, groups, pressed.textContent);
    if (event.detail) open(select);  // By a finger or mouse: keys go on to the list by themselves.
  });
  select.before(row);
  const chosen = select.selectedOptions[0]?.closest("optgroup");
  if (chosen) show(select, row, groups, departmentOf(chosen));
}

/* Browsers that cannot open a list for us leave that to the next tap. */
function open(select) {
  select.focus();
  try {
    select.showPicker();
  } catch {
    /* Not here, or not from this press. */
  }
}

function departmentOf(group) {
  return (group.dataset.named ?? group.label).split(BETWEEN)[0];
}

function button(department) {
  const element = document.createElement("button");
  element.type = "button";
  element.className = "chip";
  element.textContent = department;
  element.setAttribute("aria-pressed", "false");
  return element;
}

function show(select, row, groups, department) {
  for (const element of row.children) {
    element.setAttribute("aria-pressed", String(element.textContent === department));
  }
  const before = select.value;
  for (const group of groups) {
    group.dataset.named ??= group.label;
    if (departmentOf(group) === department) {
      group.label = group.dataset.named.split(BETWEEN)[1];
      select.append(group);
    } else {
      group.remove();
    }
  }
  if (select.value !== before) {
    select.value = "";
    select.dispatchEvent(new Event("change", { bubbles: true }));
  }
}
