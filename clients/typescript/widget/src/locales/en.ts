/** English: the texts that every other language must have too. `{name}` stands for a value; a text with forms is chosen by the language's plural rules. */
export const en = {
  // The frame and the launcher
  title: "Chat",
  open: "Open chat",
  openUnread: { one: "Open chat, {count} unread message", other: "Open chat, {count} unread messages" },
  close: "Close chat",

  // The first page
  greeting: "How can we help?",
  available: "We are here for you",
  unavailable: "Nobody is here right now",
  unavailableHint: "Leave us a message and your e-mail address. We will answer as soon as somebody is back.",
  conversations: "Your conversations",
  newConversation: "New conversation",
  startHint: "Write to us and we will get back to you right here.",
  back: "Back to the start",

  // The form before a chat
  formTitle: "Before we begin",
  name: "Name",
  email: "E-mail address",
  optional: "optional",
  message: "Message",
  start: "Start chat",
  leaveMessage: "Leave message",
  required: "Please fill this in.",
  invalidEmail: "Please enter an e-mail address, such as name@example.com.",
  tooLong: "This is too long.",

  // The conversation
  waiting: "Waiting for an agent",
  position: { one: "You are next in line", other: "You are number {count} in line" },
  waitingHint: "You can write already; nothing is lost if you leave this page.",
  waitingAway: "Nobody is here right now. We will answer as soon as somebody is back.",
  you: "You",
  support: "Support",
  online: "Online",
  away: "Away",
  offline: "Offline",
  closed: "Closed",
  typing: "{name} is typing",
  log: "Messages",
  newMessages: "New messages",
  jump: { one: "{count} new message", other: "{count} new messages" },
  jumpNewest: "Jump to the newest message",
  earlier: "Load earlier messages",
  loading: "Loading",
  today: "Today",
  yesterday: "Yesterday",
  saysAt: "{name}, {time}",

  // What became of a message
  sending: "Sending",
  notSent: "Not sent yet",
  sent: "Sent",
  delivered: "Delivered",
  read: "Read",
  failed: "Not sent",
  retry: "Try again",
  discard: "Discard",

  // What happened
  created: "Conversation started",
  assigned: "{name} joined the conversation",
  closedBy: "{name} ended the conversation",
  closedByYou: "You ended the conversation",
  closedBySystem: "The conversation ended",
  transferred: "The conversation was handed on",
  requeued: "{name} has left. You are back in line.",
  reopened: "The conversation was opened again",
  rated: "You rated this conversation {score} of 5",

  // Writing
  write: "Write a message",
  send: "Send",
  emoji: "Emoji",
  emojiPicker: "Choose an emoji",
  attach: "Attach a file",
  drop: "Drop the file to send it",
  charactersLeft: { one: "{count} character left", other: "{count} characters left" },
  overLimit: { one: "{count} character too many", other: "{count} characters too many" },

  // Files
  tooBig: "{name} is too big. A file may have at most {size}.",
  emptyFile: "{name} is empty.",
  uploading: "Uploading {name}",
  download: "Download {name}",
  image: "Image {name}",
  attachment: "File",
  unreadable: "This message cannot be shown here.",
  erased: "This message was erased.",

  // The line
  lineDown: "No connection. What you write is kept and sent later.",
  reconnectIn: { one: "Next try in {count} second", other: "Next try in {count} seconds" },
  reconnecting: "Connecting again",
  retryNow: "Retry now",
  lineUp: "Connected again",

  // The end
  menu: "More options",
  end: "End conversation",
  endQuestion: "End this conversation?",
  endConfirm: "End it",
  cancel: "Cancel",
  rateTitle: "How was it?",
  rateHint: "Your rating helps us do better.",
  score1: "Terrible",
  score2: "Bad",
  score3: "Okay",
  score4: "Good",
  score5: "Great",
  rateComment: "What should we know?",
  rateSend: "Send rating",
  rateFailed: "The rating was not sent. Please try again.",
  thanks: "Thank you for your rating",
  transcript: "Download transcript",
  transcriptTitle: "Conversation with {site}",
  endedHint: "This conversation has ended.",

  // What can go wrong
  errorTitle: "The chat cannot be reached",
  errorHint: "Please check your connection, or try again in a moment.",
  siteGoneTitle: "This chat does not exist",
  siteGoneHint: "Please contact us in another way.",
  notAllowedTitle: "The chat is not available on this page",
  notAllowedHint: "Please contact us in another way.",
  verifyTitle: "Please log in",
  verifyHint: "This chat is for members. Log in on this site and open it again.",
  tooManyTitle: "One moment, please",
  tooManyHint: "That was a lot at once. Please try again in a minute.",
  goneTitle: "Your conversation is no longer available",
  goneHint: "You can start a new one.",
  tryAgain: "Try again",
  startOver: "Start over",
};

/** A text with forms, by the names of Intl.PluralRules. `other` is there in every language. */
export type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };
export type Key = keyof typeof en;
export type PluralKey = { [K in Key]: (typeof en)[K] extends string ? never : K }[Key];
export type TextKey = Exclude<Key, PluralKey>;
/** What a language file must have: every key of English, and no other. */
export type Texts = { [K in Key]: (typeof en)[K] extends string ? string : Forms };
