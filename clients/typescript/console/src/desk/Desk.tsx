import { useStore } from "../lib/store.js";
import { counts } from "../state/live.js";
import { route, side } from "../state/nav.js";
import { strings } from "../strings.js";
import { Icon } from "../ui/Icon.js";
import { Chat } from "./Chat.js";
import { Sidebar } from "./Sidebar.js";
import { VisitorPane } from "./VisitorPane.js";

/** The three panes; narrow screens show two or one of them. */
export function Desk() {
  const at = useStore(route);
  const shown = useStore(side);
  const { waiting, mine } = useStore(counts);
  const chat = at.page === "chats" ? at.chat : undefined;
  const pane = chat === undefined ? "list" : shown ? "visitor" : "chat";
  return (
    <div class="desk" data-pane={pane}>
      <Sidebar />
      <main class="middle" id="main" tabIndex={-1}>
        {chat === undefined ? (
          <div class="empty">
            <Icon name="chat" />
            <h1>{strings.pickChat}</h1>
            <p>{strings.pickChatHint(mine, waiting)}</p>
            <p class="small">
              <kbd>j</kbd> {strings.pickKeys.next} <kbd>?</kbd> {strings.pickKeys.help}
            </p>
          </div>
        ) : (
          <Chat key={chat} chat={chat} />
        )}
      </main>
      {chat !== undefined && shown && <VisitorPane key={chat} chat={chat} />}
    </div>
  );
}
