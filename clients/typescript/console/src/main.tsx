import { render } from "preact";

const app = document.getElementById("app");
if (app) render(<main>supportchat</main>, app);
