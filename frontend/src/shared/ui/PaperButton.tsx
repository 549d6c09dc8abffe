import { Button, Menu, Popover } from "@mantine/core";
import { IconChevronDown, IconFileTypePdf } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { Fragment } from "react";
import { api, type Query } from "@/shared/api/client";
import { save } from "@/shared/api/save";
import { t } from "@/shared/i18n";
import { ErrorState } from "./States";
import { toast } from "./toast";

/** Paper is a paper of the office that the server fills: its name, where it is asked for, and the kinds of file it comes as. */
export interface Paper {
  name: string;
  path: string;
  query: Query;
  formats: readonly Format[];
}

/** Format is a kind of file. */
export type Format = "pdf" | "docx" | "xlsx" | "zip";

/** PaperButton offers the papers of what is on the screen, each as the files it comes as ("In biểu mẫu"). */
export function PaperButton({ papers }: { papers: readonly Paper[] }) {
  const taking = useMutation({
    mutationFn: ({ path, query, format }: { path: string; query: Query; format: Format }) =>
      api.taken(path, { ...query, format }),
    onSuccess: ({ file, name }) => {
      save(file, name);
      void toast(t("export.done", { name }));
    },
  });
  return (
    <Popover
      opened={taking.isError}
      onDismiss={taking.reset}
      width={320}
      position="bottom-end"
      trapFocus
      withRoles={false}
    >
      <Popover.Target>
        <div className="cv-noprint">
          <Menu position="bottom-end" width={300}>
            <Menu.Target>
              <Button
                variant="default"
                leftSection={<IconFileTypePdf size={16} stroke={1.6} aria-hidden />}
                rightSection={<IconChevronDown size={14} stroke={1.6} aria-hidden />}
                loading={taking.isPending}
              >
                {t("paper.button")}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {papers.map(({ name, path, query, formats }) => (
                <Fragment key={path}>
                  <Menu.Label>{name}</Menu.Label>
                  {formats.map((format) => (
                    <Menu.Item
                      key={format}
                      aria-label={`${name}: ${t(`paper.${format}`)}`}
                      onClick={() => taking.mutate({ path, query, format })}
                    >
                      {t(`paper.${format}`)}
                    </Menu.Item>
                  ))}
                </Fragment>
              ))}
            </Menu.Dropdown>
          </Menu>
        </div>
      </Popover.Target>
      <Popover.Dropdown>
        <ErrorState
          act
          title={t("paper.failed")}
          error={taking.error}
          onRetry={() => taking.variables !== undefined && taking.mutate(taking.variables)}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
