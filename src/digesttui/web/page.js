// The terminal measures its font once, so it comes after the font.
const styles = ["16px", "bold 16px", "italic 16px"];
Promise.allSettled(styles.map((style) => document.fonts.load(`${style} "Roboto Mono"`))).then(() => {
  const terminal = document.createElement("script");
  terminal.src = "static/js/textual.js";
  // it begins when the page has loaded, which may be long ago
  terminal.addEventListener("load", () => document.readyState === "complete" && window.onload());
  document.head.append(terminal);
});

// Keys go to the program once it listens, where the terminal itself would wait for a click; at its end, to the link.
addEventListener("DOMContentLoaded", () => {
  new MutationObserver(() => {
    const ended = document.body.classList.contains("-closed");
    document.querySelector(ended ? "#ended a" : ".xterm-helper-textarea").focus();
  }).observe(document.body, { attributeFilter: ["class"] });
});
