import { Button, Group, Stack } from "@mantine/core";
import { useRef, useState } from "react";
import { newKey } from "@/shared/api/client";
import { fieldErrors, sentenceOf } from "@/shared/api/problem";
import { t } from "@/shared/i18n";
import { DayInput, dayOfText } from "@/shared/ui/DayInput";
import { useFaultFocus } from "@/shared/ui/hooks";
import { FieldError } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import type { NewPerson, Profile } from "../api";
import { useAddPerson } from "../queries";
import { DetailFields, type DetailForm, detailsOf } from "./DetailFields";
import { PaperFields } from "./PaperFields";
import { PostFields } from "./PostFields";

/** Props of AddPerson; unit and role are those that the post begins with. */
interface Props {
  unit: string;
  role?: string;
  onDone: (added?: Profile) => void;
}

/** AddPerson adds somebody together with the primary post (thêm cán bộ); the account is another matter. */
export function AddPerson({ unit, role = "officer", onDone }: Props) {
  const [details, setDetails] = useState<DetailForm>({
    staffNo: "",
    name: "",
    email: "",
    phone: "",
    subjectClass: "cong_chuc",
    duties: "",
  });
  const [post, setPost] = useState({ unit, role, title: t("people.title.first"), charge: [] as string[] });
  const [paper, setPaper] = useState({ number: "", documentOn: "" });
  const [from, setFrom] = useState("");
  const sent = useRef({ body: "", key: newKey() });
  const add = useAddPerson();
  const errors = fieldErrors(add.error);
  const form = useFaultFocus(add.error);
  const send = () => {
    if (add.isPending) return;
    const body = {
      ...detailsOf(details),
      ...post,
      role: post.role as NewPerson["role"],
      number: paper.number.trim() || undefined,
      documentOn: dayOfText(paper.documentOn) || undefined,
      from: dayOfText(from) || undefined,
    };
    // Another content is another act: only the same one again is a repeat.
    const text = JSON.stringify(body);
    if (sent.current.body !== text) sent.current = { body: text, key: newKey() };
    add.mutate(
      { ...body, key: sent.current.key },
      {
        onSuccess: (profile) => {
          onDone(profile);
          void toast(t("people.added", { name: profile.name }));
        },
      },
    );
  };
  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Stack gap="sm">
        <DetailFields value={details} onChange={setDetails} errors={errors} />
        <PostFields value={post} onChange={setPost} errors={errors} />
        <DayInput
          label={t("people.from")}
          description={t("people.from.today")}
          value={from}
          onChange={setFrom}
          error={errors.from}
        />
        <PaperFields value={paper} onChange={setPaper} errors={errors} />
        {add.isError && (
          <div role="alert">
            <FieldError>{sentenceOf(add.error)}</FieldError>
          </div>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={() => onDone()}>
            {t("cancel")}
          </Button>
          <Button type="submit" loading={add.isPending}>
            {t("people.add")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
