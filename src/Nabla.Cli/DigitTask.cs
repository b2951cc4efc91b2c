using Nabla.Losses;

namespace Nabla.Cli;

/// <summary>Digits and labels as a model takes them, whatever made the model.</summary>
/// <param name="form">How the model takes pictures.</param>
/// <param name="range">What black and white become.</param>
/// <param name="oneHot">How many places a label has, one of them 1; null where a label is a class number.</param>
internal sealed class DigitTask(ImageForm form, PixelRange range, int? oneHot)
{
    const int Classes = 10;

    /// <summary>What black and white become.</summary>
    internal PixelRange Range => range;

    /// <summary>How a compiled model takes digits.</summary>
    /// <param name="model">The model, with its weights made.</param>
    /// <param name="file">What messages call it.</param>
    /// <param name="rangeName">The user's choice of what black and white become, if any.</param>
    /// <exception cref="ArgumentException">Its inputs are no pictures of 28 × 28, or its outputs are not ten classes.</exception>
    internal static DigitTask For(Model model, string file, string? rangeName)
    {
        if (model.InputShapes is not [var input])
        {
            throw new ArgumentException($"{file}: the model has {model.InputShapes.Count} inputs: digits are one. Give data of its own: --data FILE.npz.");
        }

        if (ImageForm.Of(input) is not { TakesDigits: true } form)
        {
            throw new ArgumentException($"{file}: the model takes {input}: digits are 28 × 28 grey dots: [null, 784], [null, 28, 28], [null, 28, 28, 1] or [null, 1, 28, 28]. Give data of its own: --data FILE.npz.");
        }

        var outputs = model.ComputeOutputShapes(model.InputShapes);
        var output = outputs[0];
        if (outputs.Count > 1)
        {
            throw new ArgumentException($"{file}: the model has {outputs.Count} outputs: for digits, one is expected. Give data of its own: --data FILE.npz.");
        }

        if (output.Rank != 2 || !output.IsAxisKnown(1) || output[1] < Classes)
        {
            throw new ArgumentException($"{file}: the model gives {output}: for ten digits, a number for each is expected, [null, 10].");
        }

        return new(form, PixelRange.Of(rangeName, model), model.Loss is SparseCategoricalCrossentropy ? null : (int)output[1]);
    }

    /// <summary>Bytes [count, 28, 28] as the model takes them.</summary>
    internal Tensor Images(Tensor images) => range.Scale(form.Arrange(images.Reshape([images.Shape[0], 28, 28, 1])));

    /// <summary>Class numbers [count] as the model's loss takes them.</summary>
    internal Tensor Labels(Tensor labels) => oneHot is { } places ? labels.Cast(ElementType.Int32).OneHot(places) : labels;
}
