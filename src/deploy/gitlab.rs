//! GitLab Pages. Files that exist win over rules there, and at each old address is a page, so there is nothing for `_redirects` to do.

use super::parts::{HostFile, Published, commands, shell, yaml};

pub const NEXT: &str = "push it; Deploy › Pages of the project says where the site is";

pub fn files(site: &Published) -> Vec<HostFile> {
    let lines: String =
        commands(&site.folder, "").iter().map(|line| format!("    - {}\n", yaml(line))).collect();
    let take = match site.public() {
        public if public == "public" => String::new(),
        public => format!("    - {}\n", yaml(&format!("mv {} public", shell(&public)))),
    };
    let text = format!(
        r#"# Merge requests are checked and built. What is in the default branch is published. Nothing is cached from run to run, so a
# merge request can't leave anything to the build that is published.
default:
  image: python:3.13-slim
  timeout: 20 minutes

.build:
  script:
{lines}
check:
  extends: .build
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"

pages:
  stage: deploy
  script:
{lines}{take}  artifacts:
    paths:
      - public
  rules:
    - if: $CI_PIPELINE_SOURCE != "merge_request_event" && $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
"#
    );
    vec![site.in_git(".gitlab-ci.yml", text)]
}
