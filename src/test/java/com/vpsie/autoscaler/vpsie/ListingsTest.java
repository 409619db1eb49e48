package com.vpsie.autoscaler.vpsie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tolerant in form, strict in substance. Single quotes stand for double ones. */
class ListingsTest {
    @Test
    void machinesOfAllThreeListsAreOneListWithoutDoubles() throws Exception {
        List<VpsieMachine> machines = machines("""
                {'error':false,'data':{'identifier':'C','created_on':'yesterday',
                 'masters':[{'identifier':'m','hostname':'cp'}],
                 'slaves':[{'identifier':'a','hostname':'w1','status':'RUNNING','cpu':'2','ram':4096.0,'disk':80}],
                 'nodes':[{'identifier':'a','ip':'10.0.0.1','role':'slave','groupId':'42'},
                          {'identifier':7,'hostname':'w2','default_ip':'10.0.0.2','node_type':'Master'},
                          {'hostname':'w3','created_on':1700000000}]}}""");

        assertThat(machines)
                .containsExactly(
                        new VpsieMachine("m", "cp", "", "", true, OptionalLong.empty(), 0, 0, 0),
                        new VpsieMachine("a", "w1", "10.0.0.1", "running", false, OptionalLong.of(42), 2, 4096, 80),
                        new VpsieMachine("7", "w2", "10.0.0.2", "", true, OptionalLong.empty(), 0, 0, 0),
                        new VpsieMachine("", "w3", "", "", false, OptionalLong.empty(), 0, 0, 0));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {'data':{'slaves':null}}                          | -
            {'data':[{'identifier':'c','nodes':[]}]}          | -
            {'identifier':'C','nodes':[]}                     | -
            {'data':null}                                     | NOT_FOUND
            {'data':false}                                    | NOT_FOUND
            {'data':{}}                                       | NOT_FOUND
            {'data':[]}                                       | NOT_FOUND
            {'error':false}                                   | NOT_FOUND
            {'data':{'identifier':'OTHER','nodes':[]}}        | UNREADABLE
            {'data':{'identifier':'C'}}                       | UNREADABLE
            {'data':{'nodes':{}}}                             | UNREADABLE
            {'data':{'nodes':['a']}}                          | UNREADABLE
            {'data':{'nodes':[{'status':'running'}]}}         | UNREADABLE
            """)
    void aListOfMachinesIsWholeOrAnError(String json, String code) {
        VpsieException failure = catchThrowableOfType(VpsieException.class, () -> machines(json));
        assertThat(failure == null ? "-" : failure.code().name()).isEqualTo(code);
    }

    @Test
    void roundNumbersAreReadAsTheyAre() throws Exception {
        VpsieAnswer answer = new VpsieAnswer(
                200,
                "{\"data\":[{\"id\":10.0,\"ram\":2000.0,\"disk\":\"80\",\"price\":10.00,\"hourly_price\":\"0.015\"}]}",
                Optional.empty());

        VpsieOffer offer = Listings.offers(((Verdict.Success) AnswerParser.judge(answer)).root())
                .get(0);

        assertThat(offer.id()).isEqualTo(10);
        assertThat(offer.ramMb()).isEqualTo(2000);
        assertThat(offer.diskGb()).isEqualTo(80);
        assertThat(offer.monthlyPrice()).isEqualByComparingTo("10");
        assertThat(offer.hourlyPrice()).isEqualByComparingTo("0.015");
    }

    @Test
    void groupsLeaveDeletedOnesOut() throws Exception {
        List<VpsieGroup> groups = Listings.groups(json("""
                {'data':[{'id':1,'group_name':'a','identifier':'u','boxsize_id':3,'cpu':2,'ram':4096,'ssd':80,'nodes_count':'2'},
                         {'id':2,'group_name':'b','is_deleted':true},{'id':3,'group_name':'c','is_deleted':1},
                         {'id':'4','group_name':'d','is_deleted':'0'}]}"""));

        assertThat(groups)
                .containsExactly(
                        new VpsieGroup(1, "a", "u", 3, 2, 4096, 80, 2), new VpsieGroup(4, "d", "", 0, 0, 0, 0, 0));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {'data':null}                    | -
            {'data':[]}                      | -
            {'error':false}                  | UNREADABLE
            {'data':true}                    | UNREADABLE
            {'data':[{'group_name':'a'}]}    | UNREADABLE
            """)
    void aListOfGroupsIsWholeOrAnError(String json, String code) {
        VpsieException failure = catchThrowableOfType(VpsieException.class, () -> Listings.groups(json(json)));
        assertThat(failure == null ? "-" : failure.code().name()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {'data':[{'id':1}]}                                                             | ~~                                                                        | 1
            {'data':[{'id':1}],'total':2}                                                   | {'data':[{'id':2}],'total':2}                                             | 2
            {'data':[{'id':1}],'pagination':{'total':2,'current_page':1,'total_pages':2}}   | {'data':[{'id':2}],'pagination':{'total':2,'current_page':2,'total_pages':2}} | 2
            {'data':[{'id':1}],'pagination':{'total':2,'current_page':1,'total_pages':2}}   | {'data':[{'id':1}],'pagination':{'total':2,'current_page':1,'total_pages':2}} | UNREADABLE
            {'data':[{'id':1}],'pagination':{'total':5,'current_page':1,'total_pages':1}}   | ~~                                                                        | UNREADABLE
            {'data':[{'id':1}],'total':9}                                                   | {'data':[],'total':9}                                                     | UNREADABLE
            """)
    void pagesAreFollowedToTheEndOrTheListIsAnError(String first, String second, String expected) throws Exception {
        ArrayDeque<String> pages = new ArrayDeque<>(List.of(first, second));
        RestVpsieReader reader = new RestVpsieReader(request -> json(pages.remove()));

        String found;
        try {
            found = String.valueOf(reader.groups("C").size());
        } catch (VpsieException e) {
            found = e.code().name();
        }
        assertThat(found).isEqualTo(expected);
    }

    private static List<VpsieMachine> machines(String json) throws VpsieException {
        return Listings.machines(json(json), "C");
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text.replace('\'', '"'));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
