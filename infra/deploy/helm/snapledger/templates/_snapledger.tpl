{{/* What the objects of a release are called. */}}
{{- define "snapledger.name" -}}
{{ .Release.Name }}-snapledger
{{- end -}}

{{/* What they are found by. Selectors of a StatefulSet cannot be changed, so nothing may be added here that an upgrade changes. */}}
{{- define "snapledger.labels" -}}
{app.kubernetes.io/name: snapledger, app.kubernetes.io/instance: {{ toJson .Release.Name }}}
{{- end -}}

{{/* What values.schema.json cannot say, or not so that one knows what to do. */}}
{{- define "snapledger.checks" -}}
{{- if gt (len .Release.Name) 41 -}}
{{- fail (printf "expected a release name of at most 41 characters, because labels of pods hold it with more behind it, but %q has %d" .Release.Name (len .Release.Name)) -}}
{{- end -}}
{{- $given := printf "%s\n%s" .Values.settings .Values.secretSettings -}}
{{- if not (regexMatch "(?m)^[ \\t]*kafka\\.bootstrap\\.servers[ \\t]*[=:][ \\t]*[^ \\t\\r\\n]" $given) -}}
{{- fail "expected kafka.bootstrap.servers=HOST:PORT in settings, because brokers are not part of the chart, but found none" -}}
{{- end -}}
{{- $secret := regexFind "(?m)^[ \\t]*(store\\.s3\\.secret-key|kafka\\.[a-z.]*(password|passphrase|secret|jaas\\.config|keystore\\.key))[ \\t]*[=:]" .Values.settings -}}
{{- if $secret -}}
{{- fail (printf "expected %s in secretSettings, but found it in settings, which whoever may look at config maps reads" (regexFind "[a-z][a-z0-9.-]*" $secret)) -}}
{{- end -}}
{{- end -}}
