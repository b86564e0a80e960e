import { render } from "preact";
import { App } from "./App.js";
import { start } from "./state/live.js";
import "./state/prefs.js";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/ui.css";
import "./styles/desk.css";
import "./styles/chat.css";
import "./styles/admin.css";

start();
const app = document.getElementById("app");
if (app) render(<App />, app);
