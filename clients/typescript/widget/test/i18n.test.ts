import { expect, test } from "vitest";
import { texts as ar } from "../src/locales/ar.js";
import { texts as de } from "../src/locales/de.js";
import { en, type Texts } from "../src/locales/en.js";
import { texts as es } from "../src/locales/es.js";
import { texts as fr } from "../src/locales/fr.js";
import { chooseLocale, createI18n, loadTexts, withOverrides } from "../src/panel/i18n.js";

const ALL: [string, Texts][] = [
  ["en", en],
  ["de", de],
  ["es", es],
  ["fr", fr],
  ["ar", ar],
];

test.each(ALL)("%s has every text, with the same values in it", (_, texts) => {
  const names = (value: unknown) => [...new Set(JSON.stringify(value).match(/\{\w+\}/g))].sort();
  expect(Object.keys(texts).sort()).toEqual(Object.keys(en).sort());
  for (const [key, value] of Object.entries(en)) {
    const other = texts[key as keyof Texts];
    expect(typeof other, key).toBe(typeof value);
    if (typeof value === "string") expect(names(other), key).toEqual(names(value));
    for (const text of typeof other === "string" ? [other] : Object.values(other)) expect(text.trim(), key).not.toBe("");
  }
});

test.each(ALL)("%s has a form for every number that its rules tell apart", (locale, texts) => {
  const rules = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
  for (const [key, value] of Object.entries(texts))
    if (typeof value !== "string") for (const rule of rules) expect(Object.keys(value), `${key} ${rule}`).toContain(rule);
});

test("chooses forms by the language's rules", () => {
  expect(createI18n("en", en).n("jump", 1)).toBe("1 new message");
  expect(createI18n("de", de).n("jump", 2)).toBe("2 neue Nachrichten");
  const arabic = createI18n("ar", ar);
  expect(new Set([1, 2, 3, 11].map((count) => arabic.n("jump", count).replace(/[\d\u0660-\u0669]/g, ""))).size).toBe(4);
  expect(arabic.dir).toBe("rtl");
});

test("chooses the first language that is there", () => {
  expect(chooseLocale([undefined, "", "xx", "de-AT", "fr"])).toBe("de-AT");
  expect(chooseLocale(["constructor", "not a tag", "pt-BR"])).toBe("en");
  expect(chooseLocale(["fr_CA"])).toBe("fr-CA");
  expect(chooseLocale(["en", "de-AT", "en-GB"])).toBe("en-GB");
  expect(chooseLocale(["de", "en-GB"])).toBe("de");
});

test("loads the file of a language", async () => {
  expect((await loadTexts("de-AT")).send).toBe("Senden");
  expect((await loadTexts("en-GB")).send).toBe("Send");
});

test("a site's own texts win, the closer the sooner", () => {
  const own = [
    { locale: "de", key: "greeting", text: "Servus!" },
    { locale: "", key: "greeting", text: "Hi!" },
    { locale: "de-AT", key: "send", text: "Abschicken" },
    { locale: "", key: "jump.one", text: "one" },
    { locale: "", key: "position", text: "Place {count}" },
    { locale: "", key: "nonsense", text: "?" },
    { locale: "", key: "constructor", text: "?" },
  ];
  const german = withOverrides(de, "de-AT", own);
  expect(german.greeting).toBe("Servus!");
  expect(german.send).toBe("Abschicken");
  expect(german.jump).toEqual({ ...de.jump, one: "one" });
  expect(createI18n("de", german).n("position", 4)).toBe("Place 4");
  expect(Object.keys(german)).toEqual(Object.keys(de));
  expect(withOverrides(en, "en", own).greeting).toBe("Hi!");
  expect(de.greeting).not.toBe("Servus!");
});

test("leaves values alone that look like places", () => {
  expect(createI18n("en", en).t("assigned", { name: "{site} $& $1" })).toBe("{site} $& $1 joined the conversation");
});
