;;; eglot.el --- stdreg in Emacs  -*- lexical-binding: t; -*-

;;; Commentary:

;; Real files, the real client, the real server; nothing is typed, for batch Emacs has no keyboard.  Run by
;; tests/editors/emacs/run.

;;; Code:

(require 'flymake)

(defvar tests-passed 0)
(defvar tests-failed 0)

(setq eglot-confirm-server-edits nil
      make-backup-files nil
      create-lockfiles nil
      inhibit-message t)

(defun say (format &rest arguments)
  "Writes a line of FORMAT and ARGUMENTS."
  (princ (concat (apply #'format format arguments) "\n")))

(defmacro test (name &rest body)
  "Runs BODY as a test with a NAME."
  (declare (indent 1))
  `(condition-case reason
       (progn ,@body (setq tests-passed (1+ tests-passed)) (say "ok    %s" ,name))
     (error (setq tests-failed (1+ tests-failed)) (say "FAIL  %s\n%S" ,name reason))))

(defmacro wait-for (what &rest body)
  "Waits until BODY gives something, which is WHAT, and gives that."
  (declare (indent 1))
  `(let ((end (+ (float-time) 10)) value)
     (while (and (not (setq value (progn ,@body))) (< (float-time) end))
       (accept-process-output nil 0.05))
     (or value (error "%s did not come; found: %S" ,what (mapcar #'flymake-diagnostic-text (flymake-diagnostics))))))

(defun open (path)
  "Opens PATH of the project as a user does: the command loop runs what waits for the end of a command."
  (switch-to-buffer (find-file-noselect (expand-file-name path (concat (getenv "WORK") "/project"))))
  (run-hooks 'post-command-hook))

(defun findings (text)
  "The findings of the buffer whose message has TEXT."
  (flymake-start)
  (seq-filter (lambda (found) (string-match-p text (flymake-diagnostic-text found))) (flymake-diagnostics)))

(defun go-to (regexp)
  "Puts point behind REGEXP."
  (goto-char (point-min))
  (re-search-forward regexp))

(defun change (regexp replacement)
  "Replaces REGEXP by REPLACEMENT, once, and tells the server."
  (go-to regexp)
  (replace-match replacement t t)
  (eglot--signal-textDocument/didChange))

(test "the server is started for a register"
  (open "register.toml")
  (cl-assert (eq major-mode 'stdreg-mode))
  (wait-for "the server" (eglot-managed-p)))

(test "a part, stdreg.toml and a scheme have the same server"
  (let ((server (eglot-current-server)))
    (copy-file "register.toml" "own.scheme.toml")
    (dolist (path '("tables/data.toml" "stdreg.toml" "own.scheme.toml"))
      (open path)
      (wait-for path (eq server (eglot-current-server))))
    (delete-file "own.scheme.toml")
    (kill-buffer)))

(test "a Cargo.toml has none, nor does it mind the lock of a root that is being edited"
  (make-symbolic-link "user@host.1:1" ".#other.register.toml")
  (open "Cargo.toml")
  (delete-file ".#other.register.toml")
  (cl-assert (eq major-mode 'conf-toml-mode))
  (cl-assert (not (eglot-managed-p))))

(test "a fault is found at its columns, in Chinese, and goes with its repair"
  (open "tables/data.toml")
  (change "2095021R0012T" "2095021R0012标")
  (let ((found (car (wait-for "C002" (findings "C002\\|大写字母")))))
    (cl-assert (equal (buffer-substring (flymake-diagnostic-beg found) (flymake-diagnostic-end found)) "标")))
  (change "2095021R0012标" "2095021R0012T")
  (wait-for "its end" (not (findings "."))))

(test "a code is explained"
  (go-to "\"20950")
  (let (told)
    (eglot-hover-eldoc-function (lambda (text &rest _) (setq told text)))
    (cl-assert (string-match-p "数据资源" (wait-for "the hover" told)))))

(test "the next free code is completed"
  (goto-char (point-max))
  (insert "\n[[table.entry]]\nnumber = 2\ncode = \"\"\n")
  (eglot--signal-textDocument/didChange)
  (goto-char (- (point) 2))
  (let* ((table (nth 2 (eglot-completion-at-point)))
         (codes (mapcar #'substring-no-properties (all-completions "" table))))
    (cl-assert (seq-some (lambda (code) (string-match-p "\\`2095021[PR][0-9]\\{4\\}[QTZ]\\'" code)) codes) t "%S" codes))
  (revert-buffer t t)
  (run-hooks 'post-command-hook)
  (wait-for "the server" (eglot-managed-p)))

(test "a fix is applied by a code action"
  (change "GB/T 19488" "GB/T19488")
  (wait-for "E007" (findings "GB/T 19488"))
  (go-to "\"GB/")
  (let ((actions (eglot-code-actions (point) (point) "quickfix")))
    (eglot-execute (eglot-current-server) (seq-find (lambda (action) (plist-get action :isPreferred)) actions)))
  (wait-for "the repair" (save-excursion (goto-char (point-min)) (search-forward "\"GB/T 19488" nil t))))

(test "a category is renamed in two files"
  (open "register.toml")
  (go-to "\"21")
  (backward-char)
  (eglot-rename "31")
  (go-to "code      = \"31\"")
  (open "tables/data.toml")
  (go-to "category = \"31\"")
  (go-to "2095031R0012T"))

(test "a part is formatted"
  (change "^number = 1" "number   =   1")
  (eglot-format-buffer)
  (go-to "^number *= 1$")
  (cl-assert (not (string-match-p "=   1" (buffer-string)))))

(test "the server ends"
  (let ((server (eglot-current-server)))
    (eglot-shutdown server)
    (wait-for "its end" (not (jsonrpc-running-p server)))))

(say "%d passed, %d failed" tests-passed tests-failed)
(kill-emacs (if (> tests-failed 0) 1 0))
;;; eglot.el ends here
