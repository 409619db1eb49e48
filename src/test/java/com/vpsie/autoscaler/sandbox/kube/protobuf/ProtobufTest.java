package com.vpsie.autoscaler.sandbox.kube.protobuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.vpsie.autoscaler.sandbox.kube.api.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The binary forms were written by the serializer of k8s.io/apimachinery v0.36.0. */
class ProtobufTest {
    static Stream<Arguments> objects() {
        return Stream.of(
                arguments(
                        "azhzAAoPCgJ2MRIJTmFtZXNwYWNlEiQKHAoEc2hvcBIAGgAiACoAMgA4AEIAWgYKAWESAWISABoCCgAaACIA",
                        "{'kind':'Namespace','apiVersion':'v1','metadata':{'name':'shop','labels':{'a':'b'}}}"),
                arguments(
                        "azhzAAoaCglwb2xpY3kvdjESDURlbGV0ZU9wdGlvbnMSDggAIgpCYWNrZ3JvdW5kGgAiAA==",
                        "{'kind':'DeleteOptions','apiVersion':'policy/v1','gracePeriodSeconds':0,'propagationPolicy':'Bac"
                                + "kground'}"),
                arguments(
                        "azhzAAogCglwb2xpY3kvdjESE1BvZERpc3J1cHRpb25CdWRnZXQSNAoRCgFiEgAaACIAKgAyADgAQgASEwoGCAAQABoAGgkI"
                                + "ARAAGgM1MCUaCggAGAAgACgAMAAaACIA",
                        "{'kind':'PodDisruptionBudget','apiVersion':'policy/v1','metadata':{'name':'b'},'spec':{'minAvail"
                                + "able':0,'maxUnavailable':'50%'},'status':{'disruptionsAllowed':0,'currentHealthy':0,'desiredHeal"
                                + "thy':0,'expectedPods':0}}"),
                arguments(
                        "azhzAAoJCgJ2MRIDUG9kEoYBChkKAXASABoAIgAqADIAOABCCAiA4s+qBhAAElQKCQoBdhIEEgIKABIoCgFjEgAqAEIPEg0K"
                                + "A2NwdRIGCgQxMDBtagByAIABAIgBAJABAKIBABoAMgBCAEoAUgBYAGAAaACCAQCKAQCaAQCoAQDCAQAaEwoAGgAiACoAMgBK"
                                + "AFoAcgCIAQAaACIA",
                        "{'kind':'Pod','apiVersion':'v1','metadata':{'name':'p','creationTimestamp':'2023-11-14T22:13:20Z"
                                + "'},'spec':{'volumes':[{'name':'v','emptyDir':{}}],'containers':[{'name':'c','resources':{'reques"
                                + "ts':{'cpu':'100m'}}}],'automountServiceAccountToken':false}}"),
                arguments(
                        "azhzAAoMCgJ2MRIGU2VjcmV0EiEKEQoBcxIAGgAiACoAMgA4AEIAEgoKAWsSBXZhbHVlGgAaACIA",
                        "{'kind':'Secret','apiVersion':'v1','metadata':{'name':'s'},'data':{'k':'dmFsdWU='}}"),
                arguments(
                        "azhzAAouChdhdXRob3JpemF0aW9uLms4cy5pby92MRITU3ViamVjdEFjY2Vzc1JldmlldxJDChAKABIAGgAiACoAMgA4AEIA"
                                + "EiUKEQoAEgNnZXQaACIAKgAyADoAGgF1KgsKAXgSBgoBMQoBMjIAGggIABIAGgAgABoAIgA=",
                        "{'kind':'SubjectAccessReview','apiVersion':'authorization.k8s.io/v1','spec':{'resourceAttributes"
                                + "':{'verb':'get'},'user':'u','extra':{'x':['1','2']}},'status':{'allowed':false}}"),
                arguments(
                        "azhzAAofChZjb29yZGluYXRpb24uazhzLmlvL3YxEgVMZWFzZRIoChEKAWwSABoAIgAqADIAOABCABITCgJtZRAPIgsIgOLP"
                                + "qgYQgJTvOhoAIgA=",
                        "{'kind':'Lease','apiVersion':'coordination.k8s.io/v1','metadata':{'name':'l'},'spec':{'holderIde"
                                + "ntity':'me','leaseDurationSeconds':15,'renewTime':'2023-11-14T22:13:20.123456Z'}}"));
    }

    @ParameterizedTest
    @MethodSource("objects")
    void anObjectIsWhatItsJsonSays(String binary, String json) throws JsonProcessingException {
        String sent = Protobuf.decode(Base64.getDecoder().decode(binary))
                .orElseThrow()
                .toString();
        assertThat(Json.read(sent)).isEqualTo(Json.read(json.replace('\'', '"')));
    }

    @Test
    void anUnknownKindIsNoObject() {
        byte[] envelope = "k8s\0\n\t\n\u0002v1\u0012\u0003Odd".getBytes(StandardCharsets.UTF_8);
        assertThat(Protobuf.decode(envelope)).isEmpty();
    }

    @Test
    void whatDoesNotBeginSoIsRefused() {
        assertThatThrownBy(() -> Protobuf.decode("{}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("binary form");
    }

    @Test
    void whatEndsTooEarlyIsRefused() {
        byte[] whole = Base64.getDecoder().decode("azhzAAoPCgJ2MRIJTmFtZXNwYWNlEiQKHAoEc2hvcBIAGgAiACoA");
        assertThatThrownBy(() -> Protobuf.decode(whole))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("too early");
    }
}
