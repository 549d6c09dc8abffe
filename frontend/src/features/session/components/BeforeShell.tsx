import { Button } from "@mantine/core";
import { IconLanguage } from "@tabler/icons-react";
import { type ReactNode, useEffect } from "react";
import { t } from "@/shared/i18n";
import { prefs, textSizes, usePrefs } from "@/shared/prefs/prefs";
import { Logo } from "@/shared/ui/Logo";
import { titlePage } from "@/shared/ui/tabTitle";
import classes from "./BeforeShell.module.css";

/** Props of BeforeShell. */
interface Props {
  /** The h1, and the title of the tab. */
  title: string;
  intro?: string;
  /** Under the product's name: the agency, once it is known. */
  agency?: string;
  /** Forms of more than a handful of fields. */
  wide?: boolean;
  aside: ReactNode;
  children: ReactNode;
}

/** BeforeShell is the frame of the pages for people who have not signed in: what they do at the left, what to know at the right. */
export function BeforeShell({ title, intro, agency, wide = false, aside, children }: Props) {
  useEffect(() => titlePage(title), [title]);
  return (
    <div className={classes.page}>
      <main className={classes.main}>
        <div className={classes.form} data-wide={wide || undefined}>
          <div className={classes.brand}>
            <Logo size={36} />
            <div>
              <div className={classes.name}>{t("app.name")}</div>
              <div className={classes.agency}>{agency || "\u00a0"}</div>
            </div>
          </div>
          <h1 className={classes.heading}>{title}</h1>
          {intro !== undefined && <p className={classes.intro}>{intro}</p>}
          {children}
        </div>
        <footer className={classes.foot}>
          <span>{t("session.help")}</span>
          <Look />
        </footer>
      </main>
      <aside className={classes.aside}>{aside}</aside>
    </div>
  );
}

/** Look sets text size and language, which some need before they can read the form. */
function Look() {
  const { language, textSize } = usePrefs();
  return (
    <span className={classes.look}>
      {textSizes.slice(0, 3).map((size, i) => {
        const label = ["A\u2212", "A", "A+"][i] ?? "";
        return (
          <Button
            key={size}
            variant="subtle"
            color="gray"
            size="xs"
            aria-label={t("session.textSize", { size: label })}
            aria-pressed={textSize === size}
            fw={textSize === size ? 700 : 400}
            onClick={() => prefs.set({ textSize: size })}
          >
            {label}
          </Button>
        );
      })}
      <Button
        variant="subtle"
        color="gray"
        size="xs"
        lang={language === "vi" ? "en" : "vi"}
        leftSection={<IconLanguage size={16} />}
        onClick={() => prefs.set({ language: language === "vi" ? "en" : "vi" })}
      >
        {t("session.language.other")}
      </Button>
    </span>
  );
}
