import { Select, SimpleGrid } from "@mantine/core";
import { t } from "@/shared/i18n";
import { TextInput } from "@/shared/ui/Text";

/** What is written down about a person, as it is typed. */
export interface DetailForm {
  staffNo: string;
  name: string;
  email: string;
  phone: string;
  subjectClass: "can_bo" | "cong_chuc" | "vien_chuc" | "hop_dong";
  duties: string;
}

/** detailsOf leaves out what was left empty. */
export function detailsOf({ email, phone, duties, ...form }: DetailForm) {
  const given = (text: string) => (text.trim() === "" ? undefined : text.trim());
  return { ...form, email: given(email), phone: given(phone), duties: given(duties) };
}

/** DetailFields are the fields of who a person is. */
export function DetailFields(props: {
  value: DetailForm;
  onChange: (details: DetailForm) => void;
  errors: Record<string, string>;
}) {
  const { value, onChange, errors } = props;
  const text = (
    field: "staffNo" | "name" | "email" | "phone" | "duties",
    label: string,
    max: number,
    required = false,
  ) => (
    <TextInput
      label={label}
      required={required}
      maxLength={max}
      autoComplete="off"
      value={value[field]}
      onChange={(event) => onChange({ ...value, [field]: event.currentTarget.value })}
      error={errors[field]}
    />
  );
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }}>
      {text("name", t("people.name"), 100, true)}
      {text("staffNo", t("people.staffNo"), 20, true)}
      {text("email", t("people.email"), 254)}
      {text("phone", t("people.phone"), 30)}
      <Select
        label={t("people.class")}
        required
        allowDeselect={false}
        data={(["can_bo", "cong_chuc", "vien_chuc", "hop_dong"] as const).map((value) => ({
          value,
          label: t(`people.class.${value}`),
        }))}
        value={value.subjectClass}
        onChange={(subjectClass) => subjectClass !== null && onChange({ ...value, subjectClass })}
        error={errors.subjectClass}
      />
      {text("duties", t("people.duties"), 100)}
    </SimpleGrid>
  );
}
