import { Button } from "@mantine/core";
import { BeforeShell } from "@/features/session/components/BeforeShell";
import { useSignOut } from "@/features/session/queries";
import { refresh } from "@/shared/api/client";
import { useMe } from "@/shared/api/session";
import { t } from "@/shared/i18n";
import classes from "../components/Account.module.css";
import { FactorSetup } from "./FactorSetup";

/** EnrolPage stands in the place of every other page until the second factor is set up that the agency requires. */
export default function EnrolPage() {
  const me = useMe();
  const signOut = useSignOut();
  return (
    <BeforeShell
      title={t("account.factor.enrol")}
      intro={t("account.factor.enrol.text")}
      agency={me.unitPath[0]?.name}
      aside={
        <div className={classes.aside}>
          <h2>{t("account.factor.enrol.how")}</h2>
          <ol>
            <li>{t("account.factor.enrol.how1")}</li>
            <li>{t("account.factor.enrol.how2")}</li>
            <li>{t("account.factor.enrol.how3")}</li>
          </ol>
        </div>
      }
    >
      <FactorSetup onDone={() => void refresh()} />
      <p className={classes.other}>
        <Button variant="subtle" size="xs" onClick={() => signOut.mutate()}>
          {t("session.again.other")}
        </Button>
      </p>
    </BeforeShell>
  );
}
