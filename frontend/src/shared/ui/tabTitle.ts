import { t } from "@/shared/i18n";

let page = "";
let waiting: string | undefined;

function write(): void {
  const title = t("app.title", { page });
  document.title = waiting === undefined ? title : `(${waiting}) ${title}`;
}

/** titlePage names the page in the browser's tab. */
export function titlePage(name: string): void {
  page = name;
  write();
}

/** titleCount puts a number before it, such as how many messages are unread; undefined takes it away. */
export function titleCount(count: string | undefined): void {
  waiting = count;
  if (page !== "") write();
}
