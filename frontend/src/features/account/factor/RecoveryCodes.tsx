import { Button, Group } from "@mantine/core";
import { t } from "@/shared/i18n";
import classes from "./Factor.module.css";

/** RecoveryCodes shows the recovery codes this once, to be copied or written down. */
export function RecoveryCodes({ codes, onDone }: { codes: string[]; onDone: () => void }) {
  return (
    <div className={classes.form}>
      <p className={classes.text}>
        <strong>{t("account.factor.recovery.title")}</strong> {t("account.factor.recovery.text")}
      </p>
      <ol className={classes.codes}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <Group gap="sm">
        <Button variant="default" onClick={() => void navigator.clipboard?.writeText(codes.join("\n"))}>
          {t("account.factor.recovery.copy")}
        </Button>
        <Button onClick={onDone}>{t("account.factor.recovery.kept")}</Button>
      </Group>
    </div>
  );
}
