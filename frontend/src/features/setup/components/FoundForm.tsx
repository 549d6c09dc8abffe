import { Button, Select, Stack, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { NewPassword, passwordFault } from "@/features/session/components/NewPassword";
import { ApiProblem, fieldErrors } from "@/shared/api/problem";
import type { NewOffice } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import { ErrorState, FieldError } from "@/shared/ui/States";
import { useFound } from "../queries";
import classes from "./Setup.module.css";

const kinds = ["province", "department", "commune", "centre"] as const;

type Text = "agency.name" | "agency.shortName" | "agency.code" | "admin.name" | "admin.staffNo" | "admin.email";
const optional: readonly string[] = ["agency.shortName", "admin.email"];
const blank: Record<Text, string> = {
  "agency.name": "",
  "agency.shortName": "",
  "agency.code": "",
  "admin.name": "",
  "admin.staffNo": "",
  "admin.email": "",
};

/** FoundForm asks for the agency and for the administrator who fills it in. */
export function FoundForm({ secret }: { secret: string }) {
  const [values, setValues] = useState(blank);
  const [kind, setKind] = useState<NewOffice["agency"]["kind"]>("province");
  const [password, setPassword] = useState("");
  const [tried, setTried] = useState(false);
  const found = useFound();
  const refused = fieldErrors(found.error);
  const missing = (path: string, value: string) =>
    tried && value.trim() === "" && !optional.includes(path) ? t("session.required") : undefined;
  const wrong = (path: string, value: string) => missing(path, value) ?? refused[path];

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    const all = [...Object.entries(values), ["admin.password", password] as const];
    if (all.some(([path, value]) => value.trim() === "" && !optional.includes(path))) return;
    found.mutate({
      secret,
      agency: {
        name: values["agency.name"],
        shortName: values["agency.shortName"].trim() || undefined,
        code: values["agency.code"],
        kind,
      },
      admin: {
        name: values["admin.name"],
        staffNo: values["admin.staffNo"],
        email: values["admin.email"].trim() || undefined,
        password,
      },
    });
  }

  const text = (path: Text, props: { description?: string; autoComplete?: string } = {}) => {
    const error = wrong(path, values[path]);
    return (
      <TextInput
        label={t(`setup.${path}`)}
        name={path}
        autoComplete="off"
        spellCheck={false}
        inputWrapperOrder={["label", "input", "description", "error"]}
        value={values[path]}
        onChange={(event) => setValues({ ...values, [path]: event.currentTarget.value })}
        error={error === undefined ? undefined : <FieldError>{error}</FieldError>}
        {...props}
      />
    );
  };
  // A fault of no field: the link, the line, too many at once. Nothing typed is lost.
  const general = found.isError && !(found.error instanceof ApiProblem && found.error.fields.length > 0);

  return (
    <form onSubmit={submit} noValidate>
      <fieldset className={classes.part}>
        <legend>{t("setup.agency")}</legend>
        <Stack gap="md">
          {text("agency.name")}
          <div className={classes.pair}>
            {text("agency.shortName", { description: t("setup.shortName.hint") })}
            {text("agency.code", { description: t("setup.code.hint") })}
          </div>
          <Select
            label={t("setup.agency.kind")}
            data={kinds.map((value) => ({ value, label: t(`setup.kind.${value}`) }))}
            value={kind}
            onChange={(value) => setKind(kinds.find((one) => one === value) ?? kind)}
            allowDeselect={false}
          />
        </Stack>
      </fieldset>
      <fieldset className={classes.part}>
        <legend>{t("setup.admin")}</legend>
        <Stack gap="md">
          <div className={classes.pair}>
            {text("admin.name", { autoComplete: "name" })}
            {text("admin.staffNo", { description: t("setup.staffNo.hint"), autoComplete: "username" })}
          </div>
          {text("admin.email", { description: t("setup.email.hint"), autoComplete: "email" })}
          <NewPassword
            value={password}
            onChange={setPassword}
            error={missing("admin.password", password) ?? passwordFault(found.error) ?? refused["admin.password"]}
          />
        </Stack>
      </fieldset>
      {general && <ErrorState title={t("setup.failed")} error={found.error} textIsSafe />}
      <Button type="submit" loading={found.isPending} mt="md">
        {t("setup.found")}
      </Button>
    </form>
  );
}
