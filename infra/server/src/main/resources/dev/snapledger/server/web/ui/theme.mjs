// Dark or light: as the system says, unless somebody chose. Kept for the next visit.

const KEY = "theme";

export function startTheme(select) {
  const known = [...select.options].map((option) => option.value);
  const kept = read();
  select.value = known.includes(kept) ? kept : "";
  apply(select.value);
  select.addEventListener("change", () => {
    apply(select.value);
    try {
      localStorage.setItem(KEY, select.value);
    } catch {
      // A browser that keeps nothing still shows it.
    }
  });
}

function read() {
  try {
    return localStorage.getItem(KEY) ?? "";
  } catch {
    return "";
  }
}

function apply(theme) {
  if (theme === "") {
    delete document.documentElement.dataset.theme;
  } else {
    document.documentElement.dataset.theme = theme;
  }
}
