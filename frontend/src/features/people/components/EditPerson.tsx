import { Button, Group, Stack } from "@mantine/core";
import { useState } from "react";
import { fieldErrors, sentenceOf } from "@/shared/api/problem";
import { t } from "@/shared/i18n";
import { useFaultFocus } from "@/shared/ui/hooks";
import { FieldError } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import type { Profile } from "../api";
import { useEditPerson } from "../queries";
import { DetailFields, type DetailForm, detailsOf } from "./DetailFields";

/** EditPerson changes what is written down about somebody (sửa thông tin). */
export function EditPerson({ person, onDone }: { person: Profile; onDone: () => void }) {
  const { staffNo, name, subjectClass, email = "", phone = "", duties = "" } = person;
  const [details, setDetails] = useState<DetailForm>({ staffNo, name, email, phone, subjectClass, duties });
  const edit = useEditPerson();
  const form = useFaultFocus(edit.error);
  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (edit.isPending) return;
        edit.mutate(
          { id: person.id, version: person.version, ...detailsOf(details) },
          {
            onSuccess: () => {
              onDone();
              void toast(t("people.edited"));
            },
          },
        );
      }}
    >
      <Stack gap="sm">
        <DetailFields value={details} onChange={setDetails} errors={fieldErrors(edit.error)} />
        {edit.isError && (
          <div role="alert">
            <FieldError>{sentenceOf(edit.error)}</FieldError>
          </div>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {t("cancel")}
          </Button>
          <Button type="submit" loading={edit.isPending}>
            {t("people.save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
