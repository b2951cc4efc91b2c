using Nabla.Constraints;
using Nabla.Initializers;
using Nabla.Regularizers;

namespace Nabla.Layers;

/// <summary>Convolution of sequences in two steps: each channel with filters of its own, then all channels mixed at each place (Chollet, 2017).</summary>
/// <param name="filters">Channels of the output.</param>
/// <param name="kernelSize">Elements of the kernel along each spatial axis.</param>
/// <param name="strides">From a place of the output to the next; 1 by default.</param>
/// <param name="padding">Valid by default, same, or causal.</param>
/// <param name="dataFormat">Where the channels lie.</param>
/// <param name="dilationRate">From an element of the kernel to the next; 1 by default.</param>
/// <param name="depthMultiplier">Filters for each channel.</param>
/// <param name="activation">Applied element by element; none by default.</param>
/// <param name="useBias">Whether a bias is added to each channel.</param>
/// <param name="depthwiseInitializer">First value of the depthwise kernel; Glorot uniform by default.</param>
/// <param name="pointwiseInitializer">First value of the pointwise kernel; Glorot uniform by default.</param>
/// <param name="biasInitializer">First value of the bias; zeros by default.</param>
/// <param name="depthwiseRegularizer">Penalty on the depthwise kernel.</param>
/// <param name="pointwiseRegularizer">Penalty on the pointwise kernel.</param>
/// <param name="biasRegularizer">Penalty on the bias.</param>
/// <param name="activityRegularizer">Penalty on the output.</param>
/// <param name="depthwiseConstraint">What is done to the depthwise kernel after each step.</param>
/// <param name="pointwiseConstraint">What is done to the pointwise kernel after each step.</param>
/// <param name="biasConstraint">What is done to the bias after each step.</param>
/// <param name="name">Name in summaries and paths.</param>
/// <remarks>Shapes: x [batch, steps, channels], DepthwiseKernel [size, channels, depthMultiplier], PointwiseKernel [1, channels · depthMultiplier, filters], y [batch, steps, filters].</remarks>
/// <exception cref="ArgumentException">A number or the padding is none of those above.</exception>
public sealed class SeparableConv1D(
    int filters,
    Extent kernelSize,
    Extent? strides = null,
    Padding? padding = null,
    DataFormat dataFormat = DataFormat.ChannelsLast,
    Extent? dilationRate = null,
    int depthMultiplier = 1,
    Activations.Activation? activation = null,
    bool useBias = true,
    Initializer? depthwiseInitializer = null,
    Initializer? pointwiseInitializer = null,
    Initializer? biasInitializer = null,
    Regularizer? depthwiseRegularizer = null,
    Regularizer? pointwiseRegularizer = null,
    Regularizer? biasRegularizer = null,
    Regularizer? activityRegularizer = null,
    Constraint? depthwiseConstraint = null,
    Constraint? pointwiseConstraint = null,
    Constraint? biasConstraint = null,
    string? name = null) : SeparableConvolutionLayer(1, nameof(SeparableConv1D), filters, kernelSize, strides, padding, dataFormat, dilationRate, depthMultiplier, activation, useBias, depthwiseInitializer, pointwiseInitializer, biasInitializer, depthwiseRegularizer, pointwiseRegularizer, biasRegularizer, activityRegularizer, depthwiseConstraint, pointwiseConstraint, biasConstraint, name);
