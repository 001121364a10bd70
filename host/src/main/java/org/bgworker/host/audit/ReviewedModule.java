package org.bgworker.host.audit;

import java.lang.module.ModuleDescriptor;
import java.security.CodeSigner;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bgworker.host.library.Contents;

/**
 * A module of a library, as a reviewer sees it. All lists are sorted.
 *
 * @param name of the module
 * @param version as its descriptor, manifest or file name says; empty if none does
 * @param file name of the jar
 * @param sha256 of the jar
 * @param isRoot whether it is the one that names the library; the others are private dependencies
 * @param requires modules; with their modifiers. A jar without descriptor requires the whole JDK,
 *     which is not listed
 * @param exports packages, with those they are exported to; likewise {@code opens}
 * @param opens packages
 * @param packages all of them
 * @param signers subject names; empty if it is not signed
 */
public record ReviewedModule(
        String name,
        String version,
        String file,
        String sha256,
        boolean isRoot,
        List<String> requires,
        List<String> exports,
        List<String> opens,
        List<String> packages,
        List<String> signers) {
    private static final Pattern VERSION = Pattern.compile("-(\\d[^/]*)\\.jar$");

    static ReviewedModule of(Contents.Part part) {
        var descriptor = part.descriptor();
        boolean described = part.image().entry("module-info.class").isPresent();
        return new ReviewedModule(
                descriptor.name(),
                version(part),
                part.image().fileName(),
                part.image().sha256(),
                part.isRoot(),
                described ? requires(descriptor) : List.of(),
                described
                        ? descriptor.exports().stream()
                                .map(one -> directed(one.source(), one.targets()))
                                .sorted()
                                .toList()
                        : List.of(),
                described ? opens(descriptor) : List.of(),
                part.image().packages().stream().sorted().toList(),
                signers(part));
    }

    private static String version(Contents.Part part) {
        var manifest = part.image().attributes();
        return part.descriptor()
                .rawVersion()
                .or(() ->
                        Optional.ofNullable(
                                manifest.getValue(Attributes.Name.IMPLEMENTATION_VERSION)))
                .or(() ->
                        Optional.of(VERSION.matcher(part.image().fileName()))
                                .filter(java.util.regex.Matcher::find)
                                .map(found -> found.group(1)))
                .orElse("");
    }

    private static List<String> requires(ModuleDescriptor descriptor) {
        return descriptor.requires().stream()
                .map(one ->
                        Stream.concat(
                                        Stream.of(one.name()),
                                        one.modifiers().stream()
                                                .map(word ->
                                                        word.name()
                                                                .toLowerCase(java.util.Locale.ROOT))
                                                .sorted())
                                .collect(Collectors.joining(" ")))
                .sorted()
                .toList();
    }

    private static List<String> opens(ModuleDescriptor descriptor) {
        return descriptor.isOpen()
                ? List.of("everything")
                : descriptor.opens().stream()
                        .map(one -> directed(one.source(), one.targets()))
                        .sorted()
                        .toList();
    }

    private static String directed(String name, Set<String> targets) {
        return targets.isEmpty()
                ? name
                : name + " to " + targets.stream().sorted().collect(Collectors.joining(", "));
    }

    private static List<String> signers(Contents.Part part) {
        var signers = part.image().codeSource().getCodeSigners();
        return signers == null
                ? List.of()
                : Arrays.stream(signers).map(ReviewedModule::subject).distinct().sorted().toList();
    }

    private static String subject(CodeSigner signer) {
        return signer.getSignerCertPath().getCertificates().getFirst()
                        instanceof X509Certificate certificate
                ? certificate.getSubjectX500Principal().getName()
                : "somebody unknown";
    }
}
