/** The demo shop: a basket that counts, and a button that opens the chat. */
let count = 0;

for (const button of document.querySelectorAll("[data-buy]")) {
  button.addEventListener("click", () => {
    count += 1;
    document.getElementById("count").textContent = count;
  });
}

document.getElementById("ask").addEventListener("click", () => {
  window.supportchat?.("show");
});

document.getElementById("basket").addEventListener("click", () => {
  window.supportchat?.("newMessage", count ? `I have a question about the ${count} in my basket.` : "I have a question.");
});
