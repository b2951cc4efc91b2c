using Nabla.Constraints;
using Nabla.Formats;
using Nabla.Goldens.Cases;
using Nabla.Goldens.Comparing;
using Nabla.Models.Saving;
using Nabla.Optimizers;

namespace Nabla.Goldens.Training;

/// <summary>Cases of <c>optimizers/keras</c> and <c>optimizers/sparse</c>.</summary>
sealed class OptimizerArea() : PartArea<Optimizer>(KerasOptimizers.Table, "optimizer")
{
    public override void Run(GoldenCase golden)
    {
        if (KerasCase.Gets(golden, name => _ = (Optimizer)name)) return;
        var optimizer = Read(golden);
        if (golden.MustFail)
        {
            if (golden.Has("gradients")) optimizer.Apply([null], [new Variable(Tensor.Zeros([2]))]);
            return;
        }
        var variables = Variables(golden);
        Exclude(golden, optimizer, variables);
        var (gradients, expected) = (golden.List("gradient_steps"), golden.List("variable_steps"));
        var comparer = Comparer.Of(golden);
        var steps = ((Tensor)expected[0]!).Shape[0];
        for (var step = 0; step < steps; step++)
        {
            if (golden.Has("set_learning_rate") && golden.Json("set_learning_rate").TryGetProperty($"{step}", out var rate)) optimizer.LearningRate = rate.GetDouble();
            var present = gradients.Select((gradient, i) => Absent(golden, i, step) ? null : Gradient(gradient, step, variables[i])).ToList();
            optimizer.Apply(present, variables);
            for (var i = 0; i < variables.Count; i++) comparer.Check($"{variables[i].Name} after step {step + 1}", ((Tensor)expected[i]!)[step], variables[i].Value);
        }
        CheckState(golden, optimizer, comparer);
        if (golden.Has("variables_final"))
        {
            optimizer.FinalizeVariableValues();
            for (var i = 0; i < variables.Count; i++) comparer.Check($"{variables[i].Name} in the end", golden.List("variables_final")[i], variables[i].Value);
        }
    }

    static List<Variable> Variables(GoldenCase golden)
    {
        var variables = golden.List("variables").Select(row => new Variable((Tensor)((List<object?>)row!)[1]!, name: (string)((List<object?>)row)[0]!)).ToList();
        for (var i = 0; golden.Has("constraints") && i < variables.Count; i++)
        {
            if (golden.Json("constraints")[i] is { ValueKind: System.Text.Json.JsonValueKind.Object } json)
            {
                Constraint constraint = KerasConstraints.Table.Read(KerasObject.Parse(json.GetRawText(), golden.Topic.Name));
                variables[i].Constraint = constraint.Call;
            }
        }
        return variables;
    }

    static void Exclude(GoldenCase golden, Optimizer optimizer, List<Variable> variables)
    {
        if (!golden.Has("exclude_from_weight_decay")) return;
        var exclude = golden.Map("exclude_from_weight_decay");
        optimizer.ExcludeFromWeightDecay(
            (exclude.GetValueOrDefault("var_list") as List<object?>)?.Select(i => variables[(int)(long)i!]),
            (exclude.GetValueOrDefault("var_names") as List<object?>)?.Select(name => (string)name!));
    }

    static bool Absent(GoldenCase golden, int variable, int step) =>
        golden.Has("gradient_absent") && golden.Json("gradient_absent").TryGetProperty($"{variable}", out var absent) && absent.EnumerateArray().Any(at => at.GetInt32() == step);

    static Tensor? Gradient(object? gradient, int step, Variable variable) => gradient switch
    {
        null => null,
        Tensor steps => steps[step],
        Dictionary<string, object?> slices => new IndexedSlices(((Tensor)slices["values"]!)[step], ((Tensor)slices["indices"]!)[step], variable.Value),
        _ => throw new BindingException("a gradient of no known form"),
    };

    static void CheckState(GoldenCase golden, Optimizer optimizer, Comparer comparer)
    {
        var expected = golden.List("optimizer_variables").Cast<List<object?>>().ToList();
        comparer.Check("names", expected.ConvertAll(row => row[0]), optimizer.Variables.Select(variable => variable.Name));
        for (var i = 0; i < expected.Count; i++) comparer.Check(optimizer.Variables[i].Name, expected[i][1], optimizer.Variables[i].Value);
    }
}
