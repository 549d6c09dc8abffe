import { Switch } from "@mantine/core";
import { Substitutes } from "@/features/substitute/components/Substitutes";
import { useMe } from "@/shared/api/session";
import { t } from "@/shared/i18n";
import { type Language, prefs, type TextSize, textSizes, usePrefs } from "@/shared/prefs/prefs";
import { Choice } from "@/shared/ui/Choice";
import { Page } from "@/shared/ui/Page";
import { SectionTitle } from "@/shared/ui/Section";
import classes from "../components/Account.module.css";
import { ContactForm } from "../components/ContactForm";
import { Feed } from "../components/Feed";
import { OwnSessions } from "../components/OwnSessions";
import { PasswordForm } from "../components/PasswordForm";
import { SecondFactor } from "../factor/SecondFactor";

/** AccountPage is Tài khoản của tôi: e-mail and phone, password, how the screens look, the calendar that other programs read, and where one is signed in. */
export function AccountPage() {
  const me = useMe();
  return (
    <Page title={t("settings.account")}>
      <section className={classes.block}>
        <SectionTitle title={me.name} />
        <dl className={classes.facts}>
          <dt>{t("account.staffNo")}</dt>
          <dd>{me.staffNo}</dd>
          <dt>{t("account.post")}</dt>
          <dd>
            {me.title}, {me.unit.name}
          </dd>
        </dl>
      </section>
      <section className={classes.block}>
        <SectionTitle title={t("account.contact.title")} />
        <ContactForm key={me.version} me={me} />
      </section>
      <section className={classes.block}>
        <Substitutes person={me} />
      </section>
      <section className={classes.block}>
        <SectionTitle title={t("account.password.title")} />
        <PasswordForm />
      </section>
      <section className={classes.block}>
        <SectionTitle title={t("account.factor.title")} />
        <SecondFactor />
      </section>
      <section className={classes.block}>
        <SectionTitle title={t("account.look.title")} />
        <Look />
      </section>
      {me.roles.some((role) => role !== "admin") && (
        <section className={classes.block}>
          <SectionTitle title={t("account.feed.title")} />
          <Feed />
        </section>
      )}
      <section className={classes.block}>
        <OwnSessions />
      </section>
    </Page>
  );
}

/** Look holds what also stands in the menu of settings: people look for it here. */
function Look() {
  const { language, textSize, letterKeys } = usePrefs();
  return (
    <div className={classes.settings}>
      <Choice
        label={t("settings.language")}
        value={language}
        onChange={(value) => prefs.set({ language: value as Language })}
        data={[
          { value: "vi", label: t("settings.language.vi") },
          { value: "en", label: t("settings.language.en") },
        ]}
      />
      <Choice
        label={t("settings.textSize")}
        value={String(textSize)}
        onChange={(value) => prefs.set({ textSize: Number(value) as TextSize })}
        data={textSizes.map((size, i) => ({ value: String(size), label: ["A\u2212", "A", "A+", "A++"][i] ?? "A" }))}
      />
      <Switch
        size="sm"
        label={t("settings.letterKeys")}
        checked={letterKeys}
        onChange={(event) => prefs.set({ letterKeys: event.currentTarget.checked })}
      />
      <span className={classes.second}>{t("account.look.here")}</span>
    </div>
  );
}
