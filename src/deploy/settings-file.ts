import { dotted } from "../base/setting-names.js";
import type { Inputs } from "../inputs/types.js";
import { beyondConfig, configContents, isWritten, writeConfig } from "../settings/config-file.js";
import type { Sources } from "../settings/sources.js";
import type { DeployContext } from "./context.js";

/** The settings file, for later steps of the job. The CLI has what it needs by environment, and no credential. */
export async function writeSettingsFile(inputs: Inputs, sources: Sources, run: DeployContext): Promise<void> {
  const { log, findings, report, show } = run;
  if (!isWritten(inputs)) return;
  const beyond = [
    ...beyondConfig(inputs, sources).map(({ name, from, where }) => ({
      what: `${dotted(name)} of ${from}`,
      where,
    })),
    ...(sources.checkedOutProfiles
      ? [
          {
            what: `the file of profiles that ${sources.checkedOutProfiles.from} names`,
            where: sources.checkedOutProfiles.where,
          },
        ]
      : []),
  ];
  if (beyond.length > 0) {
    findings.warning(
      `\`${inputs.configTarget}\` is not written: it could not overrule ${beyond.map(({ what }) => what).join(", ")}, and a later \`prefect\` command of this job would use the credential as that says.`,
      "Take it out there; or set `config-target: none`, where no later step needs the settings.",
      beyond[0]?.where,
    );
    return;
  }
  const record = writeConfig(inputs, sources, run);
  if (!record) return;
  const file = show(record.file);
  report.configFile = file;
  await log.group(`Write ${file}`, () => {
    log.line("Readable by this user only (mode 0600).");
    log.line(
      inputs.keepConfig
        ? `It stays for later steps (keep-config) and holds: ${configContents(inputs, sources).join(", ")}.`
        : "It is put back as it was at the end of the job.",
    );
  });
}
