/** The panel's entry: finds the page around it and renders. */

import { render } from "preact";
import { App } from "./app.js";
import { connect } from "./host.js";
import { Model } from "./model.js";
import "./panel.css";

const site = new URLSearchParams(location.search).get("site") ?? "default";
const host = await connect(window);
const model = await Model.create(host, site);
const root = document.getElementById("app");
if (root) render(<App model={model} />, root);
model.listen();
