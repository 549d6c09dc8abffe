import { SimpleGrid } from "@mantine/core";
import { t } from "@/shared/i18n";
import { DayInput } from "@/shared/ui/DayInput";
import { TextInput } from "@/shared/ui/Text";

/** The document of a decision as it is typed. */
export interface PaperForm {
  number: string;
  documentOn: string;
}

/** PaperFields are number and date of the document in which a decision stands. */
export function PaperFields(props: {
  value: PaperForm;
  onChange: (paper: PaperForm) => void;
  errors: Record<string, string>;
}) {
  const { value, onChange, errors } = props;
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }}>
      <TextInput
        label={t("people.number")}
        placeholder={t("people.number.placeholder")}
        maxLength={50}
        value={value.number}
        onChange={(event) => onChange({ ...value, number: event.currentTarget.value })}
        error={errors.number}
      />
      <DayInput
        label={t("people.documentOn")}
        value={value.documentOn}
        onChange={(documentOn) => onChange({ ...value, documentOn })}
        error={errors.documentOn}
      />
    </SimpleGrid>
  );
}
