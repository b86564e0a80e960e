/** Which page is shown. */

import { useEffect } from "preact/hooks";
import { Home } from "./home.js";
import type { Model } from "./model.js";
import { Problem } from "./problem.js";
import { Talk } from "./talk.js";
import { IconButton, Language, Skeleton, useChanges } from "./ui.js";

export function App({ model }: { readonly model: Model }) {
  useChanges(model.subscribe, model);
  useEffect(() => {
    // Whatever has a use of its own for Escape, a menu or a question, stops it before it gets here.
    const onKey = (event: KeyboardEvent) => event.key === "Escape" && !event.isComposing && model.close();
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
  return <Language.Provider value={model.i18n}>{page(model)}</Language.Provider>;
}

function page(model: Model) {
  const { client, widget, problem, view } = model;
  const close = () => model.close();
  if (problem) return <Problem kind={problem} onRetry={() => model.retry()} onClose={close} />;
  if (!client || !widget) {
    return (
      <main class="loading">
        <header class="bar">
          <span class="grow" />
          <IconButton icon="close" label={model.i18n.t("close")} onClick={close} />
        </header>
        <Skeleton />
      </main>
    );
  }
  const draft = {
    draft: model.draft,
    focus: model.opened && !matchMedia("(pointer: coarse)").matches ? model.focus : 0,
    onDraft: (text: string) => model.setDraft(text),
  };
  if (view.page === "talk") {
    return (
      <Talk
        key={view.conversation}
        {...draft}
        conversation={view.conversation}
        connection={client.connection}
        site={widget.name}
        agentsAvailable={widget.agentsAvailable}
        maxAttachmentBytes={Number(widget.maxAttachmentBytes)}
        visible={model.opened}
        onBack={() => model.home()}
        onClose={close}
        onNew={() => model.home()}
        onEnd={(id) => client.end(id)}
        onRate={(id, score, comment) => client.rate(id, score, comment)}
        // The SDK tries at once when the browser says that it is on line.
        onReconnect={() => dispatchEvent(new Event("online"))}
      />
    );
  }
  return (
    <Home
      {...draft}
      widget={widget}
      sessions={client.conversations}
      known={model.known}
      unread={(session) => model.unread(session)}
      onStart={(start) => model.begin(start)}
      onOpen={(id) => model.go(id)}
      onClose={close}
    />
  );
}
