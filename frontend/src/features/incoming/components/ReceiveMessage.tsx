import { useMutation } from "@tanstack/react-query";
import { type RefObject, useCallback } from "react";
import fileClasses from "@/features/task/files/Files.module.css";
import { SendingLine } from "@/features/task/files/SendingLine";
import { useUploads } from "@/features/task/files/useUploads";
import { sentenceOf } from "@/shared/api/problem";
import { t } from "@/shared/i18n";
import { FieldError } from "@/shared/ui/States";
import { type IncomingMessage, incomingApi } from "../api";

/** Props of ReceiveMessage; chooser: pressed from elsewhere to choose the file. */
interface Props {
  chooser: RefObject<HTMLInputElement | null>;
  onRead: (message: IncomingMessage) => void;
}

/** ReceiveMessage brings a message between document systems (thông điệp edXML) and has it read; it shows how far that is. */
export function ReceiveMessage({ chooser, onRead }: Props) {
  const read = useMutation({ mutationFn: incomingApi.message, onSuccess: onRead });
  const { mutate } = read;
  const uploads = useUploads(useCallback(async (id: string) => mutate(id), [mutate]));
  return (
    <>
      <input
        ref={chooser}
        type="file"
        hidden
        accept=".edxml,.xml"
        aria-label={t("incoming.message.choose")}
        onChange={(event) => {
          read.reset();
          uploads.add([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = "";
        }}
      />
      {uploads.sending.length > 0 && (
        <ul className={fileClasses.list}>
          {uploads.sending.map((one) => (
            <SendingLine key={one.key} one={one} uploads={uploads} />
          ))}
        </ul>
      )}
      <div role="status">{read.isPending && t("incoming.message.reading")}</div>
      {read.isError && (
        <div role="alert">
          <FieldError>{sentenceOf(read.error)}</FieldError>
        </div>
      )}
    </>
  );
}
