import { Button, Group, Text } from "@mantine/core";
import { useState } from "react";
import { useMe } from "@/shared/api/session";
import { t } from "@/shared/i18n";
import { Dialog } from "@/shared/ui/Dialog";
import { useSignOut } from "../queries";
import { SignInForm } from "./SignInForm";

/** SignInAgain stands on top of the page: what was typed stays, what was being sent goes on after the password. */
export default function SignInAgain() {
  const me = useMe();
  // What could not be sent waits for its author: nobody else sees it.
  const signOut = useSignOut("stays");
  const [password, setPassword] = useState("");
  return (
    <Dialog
      opened
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title={t("session.again.title")}
      size="sm"
    >
      <Text size="sm" c="dimmed" mb="md">
        {t("session.again.text", { name: me.name })}
      </Text>
      <SignInForm login={me.staffNo} password={password} onPassword={setPassword} />
      <Group justify="center" mt="sm">
        <Button variant="subtle" size="xs" onClick={() => signOut.mutate()}>
          {t("session.again.other")}
        </Button>
      </Group>
    </Dialog>
  );
}
