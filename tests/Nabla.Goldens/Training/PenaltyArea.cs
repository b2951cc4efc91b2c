using Nabla.Constraints;
using Nabla.Goldens.Cases;
using Nabla.Goldens.Comparing;
using Nabla.Models.Saving;
using Nabla.Regularizers;
using Nabla.Schedules;

namespace Nabla.Goldens.Training;

/// <summary>Cases of <c>regularizers/</c>.</summary>
sealed class RegularizerArea() : PartArea<Regularizer>(KerasRegularizers.Table, "regularizer")
{
    public override void Run(GoldenCase golden)
    {
        var regularizer = Read(golden);
        if (KerasCase.Sample(golden, "input") is not { } x) return;
        using var tape = new GradientTape();
        tape.Watch(x);
        var y = regularizer.Call(x);
        var comparer = Comparer.Of(golden);
        if (golden.Has("output")) comparer.Check("output", golden.Value("output"), y);
        if (golden.Has("input_gradient")) comparer.Check("input gradient", golden.Value("input_gradient"), tape.Gradient(y, x));
    }
}

/// <summary>Cases of <c>constraints/</c>.</summary>
sealed class ConstraintArea() : PartArea<Constraint>(KerasConstraints.Table, "constraint")
{
    public override void Run(GoldenCase golden)
    {
        if (KerasCase.Gets(golden, name => _ = (Constraint)name)) return;
        var constraint = Read(golden);
        if (KerasCase.Sample(golden, "input") is { } w) Comparer.Of(golden).Check("output", golden.Value("output"), constraint.Call(w));
    }
}

/// <summary>Cases of <c>schedules/keras</c>.</summary>
sealed class ScheduleArea() : PartArea<LearningRateSchedule>(KerasSchedules.Table, "schedule")
{
    public override void Run(GoldenCase golden)
    {
        var schedule = Read(golden);
        var steps = (Tensor)golden.Value("steps")!;
        Comparer.Of(golden).Check("values", golden.Value("values"), schedule.Call(steps));
    }
}
