// The terminal measures its font once, so it comes after the font.
const styles = ["16px", "bold 16px", "italic 16px"];
Promise.allSettled(styles.map((style) => document.fonts.load(`${style} "Roboto Mono"`))).then(() => {
  const terminal = document.createElement("script");
  terminal.src = "static/js/textual.js";
  // it begins when the page has loaded, which may be long ago
  terminal.addEventListener("load", () => document.readyState === "complete" && window.onload());
  document.head.append(terminal);
});

// Once the program listens, keys go to it: the terminal itself would wait for a click.
new MutationObserver((_changes, observer) => {
  if (document.body?.classList.contains("-loaded")) {
    observer.disconnect();
    document.querySelector(".xterm-helper-textarea").focus();
  }
}).observe(document.documentElement, { attributeFilter: ["class"], subtree: true });
