import Planning
import Syntax
import Tables

/// Choosing between values.
enum ChoiceFunctions {
  static let all: [Function] = [
    Function(
      "if", family: .choose, summary: "a where the condition holds, else b.",
      parameters: [
        .init("condition", .condition, "The condition; null counts as false."),
        .init("a", .value([]), "The value where it holds."),
        .init("b", .value([]), "The value where it does not."),
      ],
      example: "if(quantity > 10, \"bulk\", \"single\")"
    ) { (call) throws(Diagnostic) in
      let (values, type) = try call.aligned([call.value("a"), call.value("b")], "the values")
      let branch = Expression.Branch(when: try call.value("condition"), then: values[0])
      return .branches([branch], otherwise: values[1], type)
    },
    Function(
      "null_if", family: .choose, summary: "Null where both are equal, else x.",
      parameters: [
        .init("x", .value([]), "The value."), .init("v", .value([]), "What stands for no value."),
      ],
      example: "null_if(city, \"unknown\")"
    ) { (call) throws(Diagnostic) in
      let (values, type) = try call.aligned([call.value("x"), call.value("v")], "the arguments")
      return .call(.nullIf, values, type)
    },
  ]
}
